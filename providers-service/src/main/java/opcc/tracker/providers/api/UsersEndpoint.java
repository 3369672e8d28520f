package opcc.tracker.providers.api;

import io.grpc.stub.StreamObserver;
import opcc.tracker.kit.paging.Page.Cut;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.providers.users.UserAdministration;
import opcc.tracker.v1.CreateUserRequest;
import opcc.tracker.v1.GetUserRequest;
import opcc.tracker.v1.InviteUserRequest;
import opcc.tracker.v1.ListUsersRequest;
import opcc.tracker.v1.ListUsersResponse;
import opcc.tracker.v1.ReinstateUserRequest;
import opcc.tracker.v1.SuspendUserRequest;
import opcc.tracker.v1.UpdateUserRequest;
import opcc.tracker.v1.User;
import opcc.tracker.v1.UsersServiceGrpc;
import org.springframework.grpc.server.service.GrpcService;

/** The users over gRPC. Who may call what is in the proto and is enforced before a call comes here. */
@GrpcService
class UsersEndpoint extends UsersServiceGrpc.UsersServiceImplBase {

    private final UserAdministration users;

    UsersEndpoint(UserAdministration users) {
        this.users = users;
    }

    @Override
    public void listUsers(ListUsersRequest request, StreamObserver<ListUsersResponse> observer) {
        Cut<User> cut = users.list(request.getPageSize(), request.getPageToken());
        Unary.answer(
                observer,
                ListUsersResponse.newBuilder()
                        .addAllUsers(cut.items())
                        .setNextPageToken(cut.nextPageToken())
                        .build());
    }

    @Override
    public void getUser(GetUserRequest request, StreamObserver<User> observer) {
        Unary.answer(observer, users.get(request.getName()));
    }

    @Override
    public void createUser(CreateUserRequest request, StreamObserver<User> observer) {
        Unary.answer(observer, users.create(request.getUserId(), request.getUser()));
    }

    @Override
    public void updateUser(UpdateUserRequest request, StreamObserver<User> observer) {
        Unary.answer(observer, users.update(request.getUser()));
    }

    @Override
    public void inviteUser(InviteUserRequest request, StreamObserver<User> observer) {
        Unary.answer(observer, users.invite(request.getName()));
    }

    @Override
    public void suspendUser(SuspendUserRequest request, StreamObserver<User> observer) {
        Unary.answer(observer, users.suspend(request.getName()));
    }

    @Override
    public void reinstateUser(ReinstateUserRequest request, StreamObserver<User> observer) {
        Unary.answer(observer, users.reinstate(request.getName()));
    }
}
