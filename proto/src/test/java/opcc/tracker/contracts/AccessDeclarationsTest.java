package opcc.tracker.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.stream.Stream;
import opcc.tracker.v1.Access;
import opcc.tracker.v1.AccessProto;
import opcc.tracker.v1.Grant;
import opcc.tracker.v1.RoleEnum.Role;
import opcc.tracker.v1.ScopeEnum.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every RPC says who may call it and at which path it is. Nothing else in the tracker repeats either. */
class AccessDeclarationsTest {

    static Stream<MethodDescriptor> rpcs() {
        return Contracts.rpcs();
    }

    @Test
    void thereAreRpcsToCheck() {
        assertThat(rpcs()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("rpcs")
    void everyRpcHasAPath(MethodDescriptor rpc) {
        var http = rpc.getOptions().getExtension(AnnotationsProto.http);

        assertThat(Stream.of(http.getGet(), http.getPost(), http.getPut(), http.getPatch(), http.getDelete())
                        .filter(path -> !path.isEmpty()))
                .as("HTTP paths of %s", rpc.getFullName())
                .hasSize(1)
                .allMatch(path -> path.startsWith("/v1/"));
    }

    @ParameterizedTest
    @MethodSource("rpcs")
    void whatIsReadByGetHasNoSideEffectsAndNothingElseSaysSo(MethodDescriptor rpc) {
        boolean read = rpc.getOptions().getIdempotencyLevel() == IdempotencyLevel.NO_SIDE_EFFECTS;

        assertThat(read)
                .as("%s is tried again when its service cannot be reached", rpc.getFullName())
                .isEqualTo(!rpc.getOptions()
                        .getExtension(AnnotationsProto.http)
                        .getGet()
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("rpcs")
    void everyRpcLetsSomebodyIn(MethodDescriptor rpc) {
        Access access = access(rpc);

        assertThat(access.getAnyAuthenticated())
                .as("%s is open to every caller, or else to those of its grants", rpc.getFullName())
                .isEqualTo(access.getGrantsList().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("rpcs")
    void everyGrantNamesItsRoles(MethodDescriptor rpc) {
        assertThat(access(rpc).getGrantsList())
                .as(rpc.getFullName())
                .allSatisfy(grant -> assertThat(grant.getRolesList())
                        .isNotEmpty()
                        .doesNotContain(Role.ROLE_UNSPECIFIED, Role.UNRECOGNIZED)
                        .doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @MethodSource("rpcs")
    void everyGrantIsEitherNationalOrTiedToTheCallersClaims(MethodDescriptor rpc) {
        assertThat(access(rpc).getGrantsList())
                .as(rpc.getFullName())
                .allSatisfy(grant -> assertThat(grant.getNational())
                        .as("national, of %s", grant)
                        .isNotEqualTo(isTiedToClaims(grant)));
    }

    @ParameterizedTest
    @MethodSource("rpcs")
    void everyFieldThatAnAccessRuleNamesIsInTheRequest(MethodDescriptor rpc) {
        Access access = access(rpc);

        assertThat(Stream.concat(
                                Stream.of(access.getSeparatedFromOwnerOf()),
                                access.getGrantsList().stream().flatMap(AccessDeclarationsTest::paths))
                        .filter(path -> !path.isEmpty()))
                .as("fields named by the access rule of %s", rpc.getFullName())
                .allMatch(path -> leadsToText(rpc.getInputType(), path));
    }

    private static Access access(MethodDescriptor rpc) {
        return rpc.getOptions().getExtension(AccessProto.access);
    }

    private static boolean isTiedToClaims(Grant grant) {
        return grant.getReturns() != Scope.SCOPE_UNSPECIFIED || paths(grant).anyMatch(path -> !path.isEmpty());
    }

    private static Stream<String> paths(Grant grant) {
        return Stream.of(grant.getArea(), grant.getLeadArea(), grant.getProvider(), grant.getOwner());
    }

    private static boolean leadsToText(Descriptor message, String path) {
        int dot = path.indexOf('.');
        FieldDescriptor field = message.findFieldByName(dot < 0 ? path : path.substring(0, dot));
        if (field == null) {
            return false;
        }
        return dot < 0
                ? field.getJavaType() == JavaType.STRING
                : field.getJavaType() == JavaType.MESSAGE
                        && leadsToText(field.getMessageType(), path.substring(dot + 1));
    }
}
