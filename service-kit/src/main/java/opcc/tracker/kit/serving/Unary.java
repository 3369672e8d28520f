package opcc.tracker.kit.serving;

import io.grpc.stub.StreamObserver;

/** Answers a unary call. */
public final class Unary {

    private Unary() {}

    /** Sends {@code answer} and completes the call. */
    public static <T> void answer(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }
}
