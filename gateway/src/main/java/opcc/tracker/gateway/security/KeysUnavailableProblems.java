package opcc.tracker.gateway.security;

import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemResponse;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** A token that cannot be checked is neither good nor bad: 503, try again. */
@Component
@Order(-3)
final class KeysUnavailableProblems implements WebExceptionHandler {

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        return error instanceof KeysUnavailableException
                ? ProblemResponse.write(exchange, GatewayProblems.keysUnavailable())
                : Mono.error(error);
    }
}
