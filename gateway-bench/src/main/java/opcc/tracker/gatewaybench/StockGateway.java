package opcc.tracker.gatewaybench;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.Draw;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * Spring Cloud Gateway with its own filter {@code JsonToGrpc}. The filter takes the whole body as the request, so the draw's
 * name stands in it, and reads a descriptor set whose first file is the service's; it gets one of the fields that the bench
 * uses.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StockGateway {

    /** Arguments: its port, the backend's over TLS, the issuer of tokens. */
    public static void main(String[] arguments) throws IOException {
        Path descriptors = Files.createTempFile("approve", ".binpb");
        descriptors.toFile().deleteOnExit();
        Files.write(
                descriptors,
                FileDescriptorSet.newBuilder().addFile(file()).build().toByteArray());
        System.setProperty("spring.config.name", "stock-gateway"); // not the settings in the bench's jar
        new SpringApplicationBuilder(StockGateway.class)
                .properties(Map.of(
                        "server.address",
                        "127.0.0.1",
                        "server.port",
                        arguments[0],
                        "backend.port",
                        arguments[1],
                        "backend.descriptors",
                        descriptors.toUri().toString(),
                        "spring.cloud.gateway.server.webflux.httpclient.ssl.use-insecure-trust-manager",
                        "true",
                        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
                        arguments[2] + "/protocol/openid-connect/certs",
                        "spring.security.oauth2.resourceserver.jwt.audiences",
                        "tracker"))
                .run();
    }

    @Bean
    SecurityWebFilterChain security(ServerHttpSecurity http) {
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> {}))
                .build();
    }

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, Environment settings) {
        return builder.routes()
                .route(
                        "approve",
                        route -> route.path("/v1/funds/**")
                                .filters(filters -> filters.jsonToGRPC(
                                        "FundsService",
                                        "ApproveDraw",
                                        settings.getRequiredProperty("backend.descriptors")))
                                .uri("https://127.0.0.1:" + settings.getRequiredProperty("backend.port")))
                .build();
    }

    private static FileDescriptorProto file() {
        return FileDescriptorProto.newBuilder()
                .setName("approve.proto")
                .setPackage("opcc.tracker.v1")
                .setSyntax("proto3")
                .addMessageType(scalars(ApproveDrawRequest.getDescriptor()))
                .addMessageType(scalars(Draw.getDescriptor()))
                .addService(ServiceDescriptorProto.newBuilder()
                        .setName("FundsService")
                        .addMethod(MethodDescriptorProto.newBuilder()
                                .setName("ApproveDraw")
                                .setInputType(".opcc.tracker.v1.ApproveDrawRequest")
                                .setOutputType(".opcc.tracker.v1.Draw")))
                .build();
    }

    /** The message with its fields of plain types alone. */
    private static DescriptorProto scalars(Descriptor message) {
        DescriptorProto.Builder plain = DescriptorProto.newBuilder().setName(message.getName());
        for (FieldDescriptor field : message.getFields()) {
            FieldDescriptorProto declared = field.toProto();
            if (declared.getType() != Type.TYPE_MESSAGE && declared.getType() != Type.TYPE_ENUM) {
                plain.addField(FieldDescriptorProto.newBuilder()
                        .setName(declared.getName())
                        .setNumber(declared.getNumber())
                        .setType(declared.getType())
                        .setLabel(Label.LABEL_OPTIONAL));
            }
        }
        return plain.build();
    }
}
