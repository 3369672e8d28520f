package opcc.tracker.providers.api;

import io.grpc.stub.StreamObserver;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.paging.Page.Cut;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.providers.register.ProviderRegister;
import opcc.tracker.providers.register.ServiceRegister;
import opcc.tracker.v1.CreateProviderRequest;
import opcc.tracker.v1.CreateServiceRequest;
import opcc.tracker.v1.GetProviderRequest;
import opcc.tracker.v1.GetServiceRequest;
import opcc.tracker.v1.ListProvidersRequest;
import opcc.tracker.v1.ListProvidersResponse;
import opcc.tracker.v1.ListServicesRequest;
import opcc.tracker.v1.ListServicesResponse;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.ProvidersServiceGrpc;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.UpdateProviderRequest;
import opcc.tracker.v1.UpdateServiceRequest;
import org.springframework.grpc.server.service.GrpcService;

/** The register over gRPC. Who may call what is in the proto and is enforced before a call comes here. */
@GrpcService
class ProvidersEndpoint extends ProvidersServiceGrpc.ProvidersServiceImplBase {

    private final ProviderRegister providers;
    private final ServiceRegister services;

    ProvidersEndpoint(ProviderRegister providers, ServiceRegister services) {
        this.providers = providers;
        this.services = services;
    }

    @Override
    public void createProvider(CreateProviderRequest request, StreamObserver<Provider> observer) {
        Unary.answer(observer, providers.create(request.getProviderId(), request.getProvider()));
    }

    @Override
    public void getProvider(GetProviderRequest request, StreamObserver<Provider> observer) {
        Unary.answer(observer, providers.get(request.getName()));
    }

    @Override
    public void listProviders(ListProvidersRequest request, StreamObserver<ListProvidersResponse> observer) {
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        Cut<Provider> cut = providers.list(request.getKind(), Visibility.current(), page);
        Unary.answer(
                observer,
                ListProvidersResponse.newBuilder()
                        .addAllProviders(cut.items())
                        .setNextPageToken(cut.nextPageToken())
                        .build());
    }

    @Override
    public void updateProvider(UpdateProviderRequest request, StreamObserver<Provider> observer) {
        Unary.answer(observer, providers.update(request.getProvider(), request.getUpdateMask()));
    }

    @Override
    public void createService(CreateServiceRequest request, StreamObserver<Service> observer) {
        Unary.answer(observer, services.create(request.getServiceId(), request.getService()));
    }

    @Override
    public void getService(GetServiceRequest request, StreamObserver<Service> observer) {
        Unary.answer(observer, services.get(request.getName()));
    }

    @Override
    public void listServices(ListServicesRequest request, StreamObserver<ListServicesResponse> observer) {
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        Cut<Service> cut = services.list(request, Visibility.current(), page);
        Unary.answer(
                observer,
                ListServicesResponse.newBuilder()
                        .addAllServices(cut.items())
                        .setNextPageToken(cut.nextPageToken())
                        .build());
    }

    @Override
    public void updateService(UpdateServiceRequest request, StreamObserver<Service> observer) {
        Unary.answer(observer, services.update(request.getService(), request.getUpdateMask()));
    }
}
