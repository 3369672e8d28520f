package opcc.tracker.gateway.problems;

import opcc.tracker.gateway.tracing.RequestId;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** Answers every error that reaches the end of the chain, Spring's own among them, in place of Spring's error page. */
@Component
@Order(-2)
final class UnhandledErrors implements ErrorWebExceptionHandler {

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (error instanceof AbortedException || exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        return ProblemResponse.write(exchange, ErrorProblems.of(error, RequestId.of(exchange)));
    }
}
