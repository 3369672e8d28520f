package opcc.tracker.gateway.plain;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: answers the plain calls on it and passes on what is not plain, which WebFlux then answers. A request is held
 * until it is whole; one that takes its time is passed on as well, so that whoever sends slowly is dealt with in one place.
 * There is one request under way at a time, here or there, and the next waits: answers keep the order of the requests. All of
 * it happens on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails closes the channel, and that is listened to.
final class PlainConnection extends ChannelDuplexHandler {

    private static final int MOST_BODY = 64 << 10;

    /** How long the rest of a request is waited for. */
    private static final long HELD_MILLIS = 50;

    /** Past so many messages of later requests nothing more is read. */
    private static final int MOST_WAITING = 64;

    private final PlainCalls calls;
    private final int mostHeaders;

    /** What came of later requests while one is under way. */
    private final Queue<Object> waiting = new ArrayDeque<>();

    private @Nullable HeldRequest held;
    private @Nullable RunningCall running;

    /** A request was passed on and is not answered. */
    private boolean passedOn;

    /** Its body has not come to its end; that it may do after the answer. */
    private boolean passing;

    private boolean informational;
    private boolean draining;

    PlainConnection(PlainCalls calls, int mostHeaders) {
        this.calls = calls;
        this.mostHeaders = mostHeaders;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (waiting.isEmpty() && !isBusy()) {
            take(context, message);
            return;
        }
        waiting.add(message);
        if (waiting.size() > MOST_WAITING) {
            context.channel().config().setAutoRead(false);
        }
    }

    /** Whether a new request has to wait. */
    private boolean isBusy() {
        return running != null || passedOn && !passing;
    }

    private void take(ChannelHandlerContext context, Object message) {
        if (held != null && message instanceof HttpContent content) {
            hold(context, held, content);
            return;
        }
        PlainCall found = message instanceof HttpRequest request ? calls.find(request, mostHeaders, MOST_BODY) : null;
        if (found == null) {
            pass(context, message);
        } else {
            held = new HeldRequest(found, message);
            // Nobody else asks for more now.
            context.channel().config().setAutoRead(true);
        }
    }

    private void hold(ChannelHandlerContext context, HeldRequest request, HttpContent content) {
        request.add(content);
        if (request.size() > MOST_BODY || !content.decoderResult().isSuccess()) {
            passHeld(context);
        } else if (content instanceof LastHttpContent) {
            held = null;
            begin(context, request.call(), request.takeBody());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        waitForTheRest(context);
        context.fireChannelReadComplete();
    }

    private void waitForTheRest(ChannelHandlerContext context) {
        HeldRequest request = held;
        if (request != null && request.isNew()) {
            request.waitUntil(context.executor()
                    .schedule(
                            () -> {
                                if (request == held) {
                                    passHeld(context);
                                    context.fireChannelReadComplete();
                                }
                            },
                            HELD_MILLIS,
                            TimeUnit.MILLISECONDS));
        }
    }

    private void passHeld(ChannelHandlerContext context) {
        HeldRequest request = held;
        held = null;
        if (request != null) {
            request.takeMessages().forEach(message -> pass(context, message));
        }
    }

    private void pass(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            // From here on whoever answers says when more is to be read.
            context.channel().config().setAutoRead(false);
            passedOn = true;
            passing = true;
        }
        if (message instanceof LastHttpContent) {
            passing = false;
        }
        context.fireChannelRead(message);
        if (!passing && !passedOn) {
            // It was answered before it had come to its end.
            context.channel().config().setAutoRead(true);
        }
    }

    private void begin(ChannelHandlerContext context, PlainCall call, byte[] body) {
        RunningCall begun = new RunningCall(calls, call, context, () -> {
            running = null;
            takeWhatWaits(context);
        });
        running = begun;
        begun.begin(body);
    }

    private void takeWhatWaits(ChannelHandlerContext context) {
        if (draining) {
            return; // An answer that came at once: the loop below goes on.
        }
        draining = true;
        while (!isBusy() && !waiting.isEmpty()) {
            take(context, waiting.remove());
        }
        draining = false;
        if (passedOn) {
            // Whoever took it flushes its answer only once it believes that nothing more is being read.
            context.fireChannelReadComplete();
        }
        if (!isBusy() && !passing) {
            context.channel().config().setAutoRead(true);
            waitForTheRest(context);
        }
    }

    /** Learns when what was passed on is answered. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
        if (message instanceof LastHttpContent && !informational && passedOn) {
            // Once it has left, and whoever wrote it is done with it.
            context.write(message, promise.unvoid())
                    .addListener(written -> context.executor().execute(() -> {
                        passedOn = false;
                        takeWhatWaits(context);
                    }));
        } else {
            context.write(message, promise);
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (running == null) {
            context.close(promise);
        } else {
            running.closeAfterwards(promise);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (running != null) {
            running.abandon();
            running = null;
        }
        release();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        release();
    }

    private void release() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        if (held != null) {
            held.takeMessages().forEach(ReferenceCountUtil::release);
            held = null;
        }
    }
}
