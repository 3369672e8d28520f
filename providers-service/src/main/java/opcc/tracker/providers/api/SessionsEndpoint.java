package opcc.tracker.providers.api;

import io.grpc.stub.StreamObserver;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.v1.GetMeRequest;
import opcc.tracker.v1.Me;
import opcc.tracker.v1.SessionsServiceGrpc;
import org.springframework.grpc.server.service.GrpcService;

/** Tells callers what their token says of them. */
@GrpcService
class SessionsEndpoint extends SessionsServiceGrpc.SessionsServiceImplBase {

    @Override
    public void getMe(GetMeRequest request, StreamObserver<Me> observer) {
        Caller caller = Caller.current();
        Me.Builder me = Me.newBuilder()
                .setName(caller.name())
                .addAllRoles(caller.roles().stream().sorted().toList())
                .addAllAreas(caller.areas().stream().sorted().toList());
        if (caller.provider() != null) {
            me.setProvider(caller.provider());
        }
        Unary.answer(observer, me.build());
    }
}
