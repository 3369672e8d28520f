package opcc.tracker.gateway.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import opcc.tracker.gateway.transcoding.BindingIndex;
import opcc.tracker.v1.Access;
import opcc.tracker.v1.AccessProto;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The contracts")
class ContractsTest {

    private static final Access OPEN =
            Access.newBuilder().setAnyAuthenticated(true).build();
    private static final HttpRule GET = HttpRule.newBuilder().setGet("/v1/x").build();

    private static MethodOptions.Builder options() {
        return MethodOptions.newBuilder()
                .setExtension(AnnotationsProto.http, GET)
                .setExtension(AccessProto.access, OPEN);
    }

    private static Contracts withRpc(MethodOptions.Builder... options) {
        return with(false, options);
    }

    private static Contracts withStream(MethodOptions.Builder options) {
        return with(true, options);
    }

    private static Contracts with(boolean stream, MethodOptions.Builder... options) {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName("x.proto")
                .setPackage("x")
                .setSyntax("proto3")
                .addDependency("google/protobuf/any.proto")
                .addMessageType(DescriptorProto.newBuilder().setName("Message"))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Untyped")
                        .addField(FieldDescriptorProto.newBuilder()
                                .setName("any")
                                .setNumber(1)
                                .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                                .setTypeName(".google.protobuf.Any")));
        ServiceDescriptorProto.Builder service =
                ServiceDescriptorProto.newBuilder().setName("Service");
        for (int i = 0; i < options.length; i++) {
            service.addMethod(MethodDescriptorProto.newBuilder()
                    .setName("Rpc" + i)
                    .setInputType(".x.Message")
                    .setClientStreaming(stream)
                    .setOutputType(options[i].getDeprecated() ? ".x.Untyped" : ".x.Message")
                    .setOptions(options[i]));
        }
        return Contracts.of(FileDescriptorSet.newBuilder()
                .addFile(AnyProto.getDescriptor().toProto())
                .addFile(file.addService(service))
                .build());
    }

    @Test
    void of_the_tracker_are_complete_and_free_of_conflicts() {
        Contracts contracts = Contracts.load();
        assertThat(contracts.rpcs())
                .hasSizeGreaterThan(20)
                .allSatisfy(rpc -> assertThat(rpc.rules()).isNotEmpty());
        assertThat(new BindingIndex(contracts).bindings())
                .hasSizeGreaterThanOrEqualTo(contracts.rpcs().size());
    }

    @Test
    void carry_their_comments() {
        Contracts contracts = Contracts.load();
        Comments comments = new Comments(contracts.files());
        assertThat(contracts.rpcs())
                .allSatisfy(rpc -> assertThat(comments.of(rpc.method())).isNotBlank());
    }

    @Test
    void refuse_an_rpc_without_an_http_rule_by_name() {
        assertThatThrownBy(() -> withRpc(options().clearExtension(AnnotationsProto.http)))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("x.Service.Rpc0")
                .hasMessageContaining("google.api.http");
    }

    @Test
    void leave_out_a_stream_without_a_path_which_is_grpc_only() {
        assertThat(withStream(options().clearExtension(AnnotationsProto.http)).rpcs())
                .isEmpty();
    }

    @Test
    void take_a_stream_with_a_path_and_hold_it_to_its_access_rule() {
        assertThat(withStream(options()).rpcs())
                .singleElement()
                .satisfies(rpc -> assertThat(rpc.takesStream()).isTrue());
        assertThatThrownBy(() -> withStream(options().clearExtension(AccessProto.access)))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("access");
    }

    @Test
    void refuse_a_stream_of_files() {
        assertThatThrownBy(() -> withStream(options().addExtension(AccessProto.mediaTypes, "text/csv")))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("x.Service.Rpc0 is a stream");
    }

    @Test
    void refuse_an_rpc_without_an_access_rule_by_name() {
        assertThatThrownBy(() -> withRpc(options(), options().clearExtension(AccessProto.access)))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("x.Service.Rpc1")
                .hasMessageContaining("access");
    }

    @Test
    void refuse_an_access_rule_that_lets_nobody_in() {
        assertThatThrownBy(() -> withRpc(options().setExtension(AccessProto.access, Access.getDefaultInstance())))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("x.Service.Rpc0");
    }

    @Test
    void refuse_two_rpcs_with_the_same_path() {
        Contracts contracts = withRpc(options(), options());
        assertThatThrownBy(() -> new BindingIndex(contracts))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("Rpc0")
                .hasMessageContaining("Rpc1");
    }

    @Test
    void refuse_a_path_that_binds_an_unknown_field() {
        HttpRule rule = HttpRule.newBuilder().setGet("/v1/{nobody}").build();
        Contracts contracts = withRpc(options().setExtension(AnnotationsProto.http, rule));
        assertThatThrownBy(() -> new BindingIndex(contracts))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("x.Service.Rpc0 binds nobody");
    }

    @Test
    void refuse_media_types_of_an_answer_that_is_no_file() {
        assertThatThrownBy(() -> withRpc(options().addExtension(AccessProto.mediaTypes, "text/csv")))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("x.Service.Rpc0 has media_types");
    }

    @Test
    void refuse_untyped_payloads() {
        assertThatThrownBy(() -> withRpc(options().setDeprecated(true)))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("x.Service.Rpc0 uses google.protobuf.Any");
    }
}
