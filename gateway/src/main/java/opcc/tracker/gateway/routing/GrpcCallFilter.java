package opcc.tracker.gateway.routing;

import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import opcc.tracker.gateway.transcoding.HttpBinding;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The last filter of the route to the gRPC services: leads a request to {@link UnaryCalls} or, if its RPC has a stream, to
 * {@link StreamedCalls}.
 */
@Component
final class GrpcCallFilter implements GlobalFilter, Ordered {

    private final GatewaySettings settings;
    private final UnaryCalls unary;
    private final StreamedCalls streams;

    GrpcCallFilter(GatewaySettings settings, UnaryCalls unary, StreamedCalls streams) {
        this.settings = settings;
        this.unary = unary;
        this.streams = streams;
    }

    /** Spring's own filters, which route by HTTP, are switched off: this one is the only one. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Lookup.Found found = MatchedRule.found(exchange);
        if (found == null) {
            return chain.filter(exchange);
        }
        HttpBinding binding = found.binding();
        if (!binding.rpc().isStream()) {
            return unary.answer(
                            UnaryCalls.Asked.of(exchange, found),
                            RequestBody.of(exchange.getRequest(), binding.rpc(), settings))
                    .flatMap(answer -> answer.write(exchange));
        }
        AnswerTypes.require(exchange.getRequest().getHeaders(), binding.rpc());
        return streams.answer(exchange, found)
                .onErrorMap(CallFailedException.class, failure -> failure.problem(binding));
    }
}
