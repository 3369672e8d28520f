package opcc.tracker.gateway.grpc;

import io.grpc.ServerCall;
import io.grpc.SynchronizationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps what happens to a call until it is known whether it may begin. Few things can: no message has been asked for. */
final class DeferredListener<Q> extends ServerCall.Listener<Q> {

    private final SynchronizationContext order;
    private final List<Consumer<ServerCall.Listener<Q>>> held = new ArrayList<>(2);
    private ServerCall.@Nullable Listener<Q> real;

    DeferredListener(Consumer<Throwable> failed) {
        this.order = new SynchronizationContext((thread, failure) -> failed.accept(failure));
    }

    /** From now on the call is this listener's. */
    void begin(Supplier<ServerCall.Listener<Q>> start) {
        order.execute(() -> {
            ServerCall.Listener<Q> begun = start.get();
            real = begun;
            held.forEach(event -> event.accept(begun));
            held.clear();
        });
    }

    private void pass(Consumer<ServerCall.Listener<Q>> event) {
        order.execute(() -> {
            if (real == null) {
                held.add(event);
            } else {
                event.accept(real);
            }
        });
    }

    @Override
    public void onMessage(Q message) {
        pass(listener -> listener.onMessage(message));
    }

    @Override
    public void onHalfClose() {
        pass(ServerCall.Listener::onHalfClose);
    }

    @Override
    public void onCancel() {
        pass(ServerCall.Listener::onCancel);
    }

    @Override
    public void onComplete() {
        pass(ServerCall.Listener::onComplete);
    }

    @Override
    public void onReady() {
        pass(ServerCall.Listener::onReady);
    }
}
