package opcc.tracker.gateway.plain;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import opcc.tracker.gateway.answers.Answer;
import opcc.tracker.gateway.problems.ErrorProblems;
import opcc.tracker.gateway.routing.UnaryCalls;
import opcc.tracker.gateway.security.Admission;
import opcc.tracker.gateway.transcoding.BindingIndex;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Answers plain requests for RPCs without streams where they come in. The rules are those of WebFlux's way, by the same classes:
 * {@link Admission} for who may call, {@link UnaryCalls} for the call. Decision 0240.
 */
@Component
public final class PlainCalls implements SmartLifecycle {

    private final BindingIndex index;
    private final Admission admission;
    private final UnaryCalls calls;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean running;
    private final AtomicReference<@Nullable Runnable> drained = new AtomicReference<>();

    PlainCalls(BindingIndex index, Admission admission, UnaryCalls calls) {
        this.index = index;
        this.admission = admission;
        this.calls = calls;
    }

    /**
     * What answers the plain requests of one connection and passes on the others. Stands behind the HTTP codec.
     *
     * @param mostHeaders how many headers a request may have
     */
    public ChannelHandler connection(int mostHeaders) {
        return new PlainConnection(this, mostHeaders);
    }

    /** The call that a request is; null if it is not for here. */
    @Nullable
    PlainCall find(HttpRequest request, int mostHeaders, long mostBody) {
        return running
                        && PlainRequests.isPlain(request, mostHeaders, mostBody)
                        && index.find(request.method().name(), PlainRequests.path(request))
                                instanceof Lookup.Found found
                        && !found.binding().rpc().isStream()
                ? new PlainCall(request, found)
                : null;
    }

    /** The answer to a call, be it a problem. */
    Mono<Answer> answer(PlainCall call, byte[] body) {
        return admission
                .of(call.presented(), call.binding().rpc().access(), call::known)
                .flatMap(limits -> {
                    call.limited(limits);
                    return calls.answer(call.asked(), body);
                })
                .onErrorResume(error -> Mono.just(
                        call.refused(ErrorProblems.of(error, call.asked().requestId()))));
    }

    /** A call has begun. */
    void begun() {
        underWay.incrementAndGet();
    }

    /** A call's answer has left, or its caller has. */
    void ended() {
        if (underWay.decrementAndGet() == 0) {
            tellThatAllEnded();
        }
    }

    private void tellThatAllEnded() {
        Runnable waiting = drained.getAndSet(null);
        if (waiting != null) {
            waiting.run();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** The web server, which knows nothing of these calls, is told to end at the same time. */
    @Override
    public void stop(Runnable finished) {
        running = false;
        drained.set(finished);
        if (underWay.get() == 0) {
            tellThatAllEnded();
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }
}
