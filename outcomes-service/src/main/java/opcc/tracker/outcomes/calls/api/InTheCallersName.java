package opcc.tracker.outcomes.calls.api;

import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.TimeUnit;
import opcc.tracker.kit.authentication.AuthenticationInterceptor;

/** Calls with the caller's own token, so that the other service refuses what it would refuse them. */
public final class InTheCallersName {

    private static final long ATTEMPT_SECONDS = 2;

    private InTheCallersName() {}

    /** The stub with the token of the call that is being answered, for one attempt of two seconds. */
    public static <S extends AbstractStub<S>> S calling(S stub) {
        Metadata headers = new Metadata();
        headers.put(AuthenticationInterceptor.AUTHORIZATION, AuthenticationInterceptor.currentAuthorization());
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(ATTEMPT_SECONDS, TimeUnit.SECONDS);
    }
}
