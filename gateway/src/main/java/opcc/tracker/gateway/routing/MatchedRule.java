package opcc.tracker.gateway.routing;

import opcc.tracker.gateway.transcoding.BindingIndex;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Finds the HTTP rule of each request once, before anybody asks who is calling: access, routing, transcoding and the
 * access log all go by the same rule.
 */
@Component
@Order(-200)
public final class MatchedRule implements WebFilter {

    private static final String ATTRIBUTE = MatchedRule.class.getName();

    private final BindingIndex index;

    MatchedRule(BindingIndex index) {
        this.index = index;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String method = exchange.getRequest().getMethod().name();
        String path = exchange.getRequest().getURI().getRawPath();
        exchange.getAttributes().put(ATTRIBUTE, index.find(method, path));
        return chain.filter(exchange);
    }

    /** What was found for a request; null before this filter. */
    public static @Nullable Lookup lookup(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** The rule of a request; null if it has none. */
    public static Lookup.@Nullable Found found(ServerWebExchange exchange) {
        return lookup(exchange) instanceof Lookup.Found found ? found : null;
    }

    /** The RPC of a request for the log; a dash if it has none. */
    public static String name(ServerWebExchange exchange) {
        Lookup.Found found = found(exchange);
        return found == null ? "-" : found.binding().rpc().method().getName();
    }

    /** The method and path template of a request for the log; a dash if it has none. */
    public static String template(ServerWebExchange exchange) {
        Lookup.Found found = found(exchange);
        return found == null ? "-" : found.binding().rule();
    }
}
