package opcc.tracker.gateway.plain;

import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request whose body is still coming in, with its messages as they came. */
final class HeldRequest {

    private final PlainCall call;
    private final List<Object> messages = new ArrayList<>(2);
    private int size;
    private @Nullable Future<?> patience;

    /** @param first the message that the request begins with */
    HeldRequest(PlainCall call, Object first) {
        this.call = call;
        messages.add(first);
    }

    PlainCall call() {
        return call;
    }

    void add(HttpContent content) {
        messages.add(content);
        size += content.content().readableBytes();
    }

    /** How many bytes of its body are here. */
    int size() {
        return size;
    }

    /** Whether nobody has waited for its rest so far. */
    boolean isNew() {
        return patience == null;
    }

    /** @param end what happens if the rest does not come */
    void waitUntil(Future<?> end) {
        patience = end;
    }

    /** Its body, of which nothing is held any more. */
    byte[] takeBody() {
        byte[] body = new byte[size];
        int at = 0;
        for (Object message : takeMessages()) {
            if (message instanceof HttpContent content) {
                int length = content.content().readableBytes();
                content.content().readBytes(body, at, length);
                at += length;
            }
            ReferenceCountUtil.release(message);
        }
        return body;
    }

    /** Its messages, which are the caller's to release from now on. */
    List<Object> takeMessages() {
        if (patience != null) {
            patience.cancel(false);
        }
        return messages;
    }
}
