package opcc.tracker.gateway.site;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;

import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What browsers and search engines ask any site for, unbidden and without a token. */
@Configuration(proxyBeanMethods = false)
public class SiteFiles {

    /** Their paths. */
    public static final String[] PATHS = {"/favicon.ico", "/robots.txt"};

    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    @Bean
    RouterFunction<ServerResponse> site() {
        StaticFile icon = StaticFile.of("favicon.ico", MediaType.valueOf("image/x-icon"));
        StaticFile robots = new StaticFile(
                MediaType.TEXT_PLAIN, "User-agent: *\nDisallow: /\n".getBytes(StandardCharsets.US_ASCII));
        return RouterFunctions.route(GET("/favicon.ico"), request -> icon.answer(request, false, NOTHING))
                .andRoute(GET("/robots.txt"), request -> robots.answer(request, false, NOTHING));
    }
}
