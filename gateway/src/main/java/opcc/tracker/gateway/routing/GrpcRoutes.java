package opcc.tracker.gateway.routing;

import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.transcoding.BindingIndex;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Spring Cloud Gateway's route to the gRPC services of the contracts: whatever an HTTP rule matches. Which service that is, the
 * rule says; a route each would be looked through one by one for every request.
 */
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
    RouteLocator routes(RouteLocatorBuilder builder) {
        return builder.routes()
                .route(
                        "contracts",
                        route -> route.predicate(exchange -> MatchedRule.found(exchange) != null)
                                .uri("grpc://contracts"))
                .build();
    }
}
