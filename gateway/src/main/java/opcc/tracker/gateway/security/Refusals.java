package opcc.tracker.gateway.security;

import java.util.Set;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Says why the door stays shut: 401 for who is calling, 403 for what they may. */
final class Refusals implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private final Set<String> algorithms;

    /** Tells callers that proofs may be signed by these {@code algorithms}. */
    Refusals(Set<String> algorithms) {
        this.algorithms = algorithms;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException refused) {
        return ProblemResponse.write(exchange, unauthenticated(refused, algorithms));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException refused) {
        return ProblemResponse.write(exchange, Problem.of(403, "PERMISSION_DENIED", "You may not do this."));
    }

    /** Why the caller is not known; {@code algorithms} are those that proofs may be signed by. */
    static Problem unauthenticated(AuthenticationException refused, Set<String> algorithms) {
        if (refused instanceof ProofRefusedException proof) {
            return GatewayProblems.proofInvalid(proof.getMessage() + ".", algorithms);
        }
        if (!(refused instanceof InvalidBearerTokenException)) {
            return GatewayProblems.tokenMissing(algorithms);
        }
        Throwable cause = refused.getCause();
        if (cause instanceof JwtValidationException invalid) {
            return GatewayProblems.tokenInvalid(invalid.getErrors().stream()
                    .map(error -> String.valueOf(error.getDescription()))
                    .findFirst()
                    .map(description -> description + ".")
                    .orElse("The token is not valid."));
        }
        String message = cause instanceof BadJwtException bad ? String.valueOf(bad.getMessage()) : "";
        // Only our own words: those of the libraries describe their inside.
        return GatewayProblems.tokenInvalid(
                message.startsWith("The token ") ? message + "." : "The token cannot be read.");
    }
}
