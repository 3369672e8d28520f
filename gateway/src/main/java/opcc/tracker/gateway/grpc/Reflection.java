package opcc.tracker.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerMethodDefinition;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.v1.Access;
import opcc.tracker.v1.Grant;
import opcc.tracker.v1.RoleEnum.Role;

/** Server reflection, v1 and v1alpha. */
final class Reflection {

    /** Stands for being open without a token. */
    static final Access EVERYBODY = Access.getDefaultInstance();

    private static final Access ADMINISTRATOR = Access.newBuilder()
            .addGrants(Grant.newBuilder().addRoles(Role.ADMINISTRATOR).setNational(true))
            .build();

    private Reflection() {}

    @SuppressWarnings("deprecation") // Of v1alpha, which common tools still ask for.
    static List<BindableService> services() {
        return List.of(ProtoReflectionServiceV1.newInstance(), ProtoReflectionService.newInstance());
    }

    static Map<String, Access> access(GrpcSettings.Reflection open) {
        Map<String, Access> rules = new HashMap<>();
        for (BindableService service : services()) {
            for (ServerMethodDefinition<?, ?> method : service.bindService().getMethods()) {
                rules.put(
                        method.getMethodDescriptor().getFullMethodName(),
                        open == GrpcSettings.Reflection.EVERYBODY ? EVERYBODY : ADMINISTRATOR);
            }
        }
        return rules;
    }
}
