package opcc.tracker.gateway.openapi;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;

import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.site.StaticFile;
import opcc.tracker.gateway.transcoding.BindingIndex;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Serves the OpenAPI document, written once at start-up. */
@Configuration(proxyBeanMethods = false)
class OpenApiEndpoint {

    private static final String POLICY = "default-src 'none'; frame-ancestors 'none'";

    @Bean
    RouterFunction<ServerResponse> openApi(Contracts contracts, BindingIndex index) {
        StaticFile document = new StaticFile(MediaType.APPLICATION_JSON, OpenApiDocument.write(contracts, index));
        return RouterFunctions.route(GET("/v1/openapi.json"), request -> document.answer(request, true, POLICY));
    }
}
