package opcc.tracker.outcomes.api;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import opcc.tracker.outcomes.records.UploadedFile;
import opcc.tracker.outcomes.uploads.UploadWatches.Watcher;
import opcc.tracker.v1.Upload;

/**
 * Somebody who watches an upload by the call of this thread. That they have left is learnt by the call's context: gRPC tells a
 * call nothing else as long as it keeps its thread.
 */
final class StreamedUpload implements Watcher {

    private final ServerCallStreamObserver<Upload> answers;
    private final Function<UploadedFile, Upload> form;
    private final CountDownLatch left = new CountDownLatch(1);

    StreamedUpload(ServerCallStreamObserver<Upload> answers, Function<UploadedFile, Upload> form) {
        this.answers = answers;
        this.form = form;
        answers.setOnCancelHandler(() -> {}); // an answer to who has left is dropped
        Context.current().addListener(ended -> left.countDown(), Runnable::run);
    }

    @Override
    public boolean isReady() {
        return answers.isReady();
    }

    @Override
    public void show(UploadedFile upload) {
        answers.onNext(form.apply(upload));
    }

    @Override
    public boolean staysFor(Duration pause) throws InterruptedException {
        return !left.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
