package opcc.tracker.gateway.stage;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import opcc.tracker.gateway.contracts.Contracts;
import org.wiremock.grpc.GrpcExtensionFactory;
import org.wiremock.grpc.dsl.WireMockGrpcService;

/** Services behind the gateway, played by WireMock from the same descriptor set that the gateway reads. */
public final class WireMockServices implements AutoCloseable {

    private final WireMockServer server;

    private WireMockServices(WireMockServer server) {
        this.server = server;
    }

    public static WireMockServices start() {
        try {
            Path root = Files.createDirectories(Path.of("target/wiremock-" + ProcessHandle.current().pid()));
            Path descriptors = Files.createDirectories(root.resolve("grpc"));
            Files.createDirectories(root.resolve("mappings"));
            try (InputStream in = Contracts.class.getClassLoader().getResourceAsStream(Contracts.RESOURCE)) {
                Files.write(descriptors.resolve("tracker.dsc"), in.readAllBytes());
            }
            WireMockServer server = new WireMockServer(wireMockConfig()
                    .bindAddress("127.0.0.1")
                    .dynamicPort()
                    .withRootDirectory(root.toString())
                    .extensions(new GrpcExtensionFactory()));
            server.start();
            return new WireMockServices(server);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public String address() {
        return "127.0.0.1:" + server.port();
    }

    /** The stubs of one service. */
    public WireMockGrpcService service(String name) {
        return new WireMockGrpcService(new WireMock(server.port()), "opcc.tracker.v1." + name);
    }

    @Override
    public void close() {
        server.stop();
    }
}
