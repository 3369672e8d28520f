package opcc.tracker.gateway.plain;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import opcc.tracker.gateway.answers.Answer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** A plain call under way, from the whole request to the answer that has left. Lives on its connection's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails to be written or closed is closed by whoever failed.
final class RunningCall {

    private static final Logger LOG = LoggerFactory.getLogger(RunningCall.class);

    private final PlainCalls calls;
    private final PlainCall call;
    private final ChannelHandlerContext context;
    private final Runnable next;
    private Disposable work = Disposables.disposed();
    private @Nullable ChannelPromise closeAfterwards;
    private boolean ended;

    /** @param next what happens once the answer has left, if the connection is kept */
    RunningCall(PlainCalls calls, PlainCall call, ChannelHandlerContext context, Runnable next) {
        this.calls = calls;
        this.call = call;
        this.context = context;
        this.next = next;
    }

    void begin(byte[] body) {
        calls.begun();
        work = calls.answer(call, body).subscribe(answer -> {
            if (context.executor().inEventLoop()) {
                write(answer);
            } else {
                context.executor().execute(() -> write(answer));
            }
        });
    }

    private void write(Answer answer) {
        if (ended) {
            return;
        }
        boolean keep = call.keepsAlive() && closeAfterwards == null;
        FullHttpResponse response;
        try {
            response = call.response(answer, keep);
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "Request {} has an answer that cannot be written",
                    call.asked().requestId());
            context.close();
            return;
        }
        call.log(Integer.toString(answer.status()));
        context.writeAndFlush(response)
                .addListener((ChannelFutureListener) written -> left(written.isSuccess() && keep));
    }

    /** The answer has left: only now, so that nothing more is read from somebody who reads nothing. */
    private void left(boolean keep) {
        end();
        if (closeAfterwards != null) {
            context.close(closeAfterwards);
        } else if (keep) {
            next.run();
        } else {
            context.close();
        }
    }

    /** Whoever closes the connection, be it a server that ends, lets the call be answered before. */
    void closeAfterwards(ChannelPromise promise) {
        if (closeAfterwards == null) {
            closeAfterwards = promise;
        } else {
            closeAfterwards.addListener(closed -> promise.trySuccess());
        }
    }

    /** The connection is gone, and with it the caller. */
    void abandon() {
        if (!ended) {
            end();
            work.dispose();
            call.log("cancelled");
        }
        if (closeAfterwards != null) {
            context.close(closeAfterwards);
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            calls.ended();
        }
    }
}
