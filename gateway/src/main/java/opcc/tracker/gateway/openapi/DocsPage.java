package opcc.tracker.gateway.openapi;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import opcc.tracker.gateway.site.StaticFile;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * A page on which people read the document and try the calls with a token of their own: Swagger UI, served from here alone.
 * It is as open as the document; what it calls is as closed as ever.
 */
@Configuration(proxyBeanMethods = false)
public class DocsPage {

    /** All that the page consists of. */
    public static final String[] PATHS = {"/docs", "/docs/page.js", "/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js"
    };

    private static final String OWN = "opcc/tracker/gateway/openapi/";
    private static final String LIBRARY = "META-INF/resources/webjars/swagger-ui/";
    private static final String LIBRARY_VERSION = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");

    /** Nothing of another origin and nothing written into the page; the library draws its icons as data. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Bean
    RouterFunction<ServerResponse> docs() {
        String library = LIBRARY + libraryVersion() + "/";
        StaticFile page = StaticFile.of(OWN + "page.html", HTML);
        StaticFile start = StaticFile.of(OWN + "page.js", SCRIPT);
        StaticFile style = StaticFile.of(library + "swagger-ui.css", STYLE);
        StaticFile bundle = StaticFile.of(library + "swagger-ui-bundle.js", SCRIPT);
        return RouterFunctions.route(GET("/docs"), request -> page.answer(request, true, POLICY))
                .andRoute(GET("/docs/page.js"), request -> start.answer(request, true, POLICY))
                .andRoute(GET("/docs/swagger-ui.css"), request -> style.answer(request, false, POLICY))
                .andRoute(GET("/docs/swagger-ui-bundle.js"), request -> bundle.answer(request, false, POLICY));
    }

    private static String libraryVersion() {
        Properties properties = new Properties();
        try (InputStream in = DocsPage.class.getClassLoader().getResourceAsStream(LIBRARY_VERSION)) {
            if (in == null) {
                throw new IllegalStateException("Swagger UI is missing on the class path.");
            }
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
