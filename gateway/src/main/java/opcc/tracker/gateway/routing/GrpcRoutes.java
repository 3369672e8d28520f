package opcc.tracker.gateway.routing;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.transcoding.BindingIndex;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring Cloud Gateway's routes, one a gRPC service of the contracts. */
@Configuration(proxyBeanMethods = false)
class GrpcRoutes {

    @Bean
    Contracts contracts() {
        return Contracts.load();
    }

    @Bean
    BindingIndex bindings(Contracts contracts) {
        return new BindingIndex(contracts);
    }

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, Contracts contracts, ServiceTargets targets) {
        RouteLocatorBuilder.Builder routes = builder.routes();
        for (ServiceDescriptor service : contracts.services()) {
            routes.route(service.getFullName(), route -> route.predicate(exchange -> {
                        Lookup.Found found = MatchedRule.found(exchange);
                        return found != null
                                && found.binding()
                                        .rpc()
                                        .service()
                                        .getFullName()
                                        .equals(service.getFullName());
                    })
                    .uri("grpc://" + targets.addressOf(service)));
        }
        return routes.build();
    }
}
