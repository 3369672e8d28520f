package opcc.tracker.bench;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import opcc.tracker.kit.areas.PoliceAreas;
import opcc.tracker.v1.GetServiceRequest;
import opcc.tracker.v1.ProvidersServiceGrpc;
import opcc.tracker.v1.Service;

/** A register of one provider, which holds as many services as are asked for, one in each police area in turn. */
final class OneRegister extends ProvidersServiceGrpc.ProvidersServiceImplBase implements AutoCloseable {

    static final String PROVIDER = "bench-provider";

    private static final Pattern NAME = Pattern.compile("services/bench-([0-9]{1,6})");
    private static final List<String> AREAS =
            PoliceAreas.CODES.stream().sorted().toList();

    private final Server server;

    OneRegister() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(this)
                .build()
                .start();
    }

    static String service(int number) {
        return "services/bench-" + number;
    }

    /** Where the service of this number is. */
    static String area(int number) {
        return AREAS.get(number % AREAS.size());
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    @Override
    public void getService(GetServiceRequest request, StreamObserver<Service> observer) {
        Matcher name = NAME.matcher(request.getName());
        if (!name.matches()) {
            observer.onError(Status.NOT_FOUND.asRuntimeException());
            return;
        }
        observer.onNext(Service.newBuilder()
                .setName(request.getName())
                .setArea(area(Integer.parseInt(name.group(1))))
                .setProvider("providers/" + PROVIDER)
                .build());
        observer.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
