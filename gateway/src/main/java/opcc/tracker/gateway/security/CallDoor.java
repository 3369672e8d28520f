package opcc.tracker.gateway.security;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import opcc.tracker.gateway.callers.KnownCaller;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.v1.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one place where a call meets the checks of token, proof and role, be it JSON over HTTP ({@link ApiDoor}) or native gRPC. */
@Component
public final class CallDoor {

    private final ReactiveJwtDecoder decoder;
    private final KeyProofs proofs;
    private final RealmRoles roles;
    private final Set<String> algorithms;
    private final String publicUrl;

    CallDoor(ReactiveJwtDecoder decoder, KeyProofs proofs, TokenSettings settings) {
        this.decoder = decoder;
        this.proofs = proofs;
        this.roles = new RealmRoles(settings.audience());
        this.algorithms = settings.algorithms();
        this.publicUrl = settings.publicUrl();
    }

    /**
     * How a call presents itself.
     *
     * @param authorization its token with the scheme before it; null if it has none
     * @param proofs its {@code dpop} entries: what HTTP has in headers
     * @param method its name, for instance {@code opcc.tracker.v1.FundsService/GetFund}
     * @param authority whom it says it calls
     */
    public record Presented(
            @Nullable String authorization,
            List<String> proofs,
            String method,
            @Nullable String authority) {
        /** Copies the proofs. */
        public Presented {
            proofs = List.copyOf(proofs);
        }
    }

    /** Who calls; ends in a {@link ProblemException} if what is presented does not open the door. */
    public Mono<KnownCaller> caller(Presented call) {
        PresentedToken token;
        try {
            token = PresentedToken.read(
                    call.authorization(), () -> new PresentedToken.ByKey(call.proofs(), "POST", address(call)));
        } catch (InvalidBearerTokenException e) {
            return Mono.error(refused(e));
        }
        return token == null ? Mono.error(new ProblemException(tokenMissing())) : caller(token);
    }

    /** Who presents this token; ends in a {@link ProblemException} if it does not open the door. */
    Mono<KnownCaller> caller(PresentedToken presented) {
        return Mono.defer(() -> decoder.decode(presented.getToken()))
                .flatMap(token -> proofs.require(token, presented.byKey(), token))
                .map(token -> new KnownCaller(Objects.toString(token.getSubject(), ""), roles.in(token)))
                .onErrorMap(this::told);
    }

    private Throwable told(Throwable failure) {
        return switch (failure) {
            case JwtException bad -> refused(new InvalidBearerTokenException("The token is not valid", bad));
            case AuthenticationException refused -> refused(refused);
            case KeysUnavailableException gone -> new ProblemException(GatewayProblems.keysUnavailable());
            default -> failure;
        };
    }

    private ProblemException refused(AuthenticationException why) {
        return new ProblemException(unauthenticated(why));
    }

    /** What is said to somebody who is not known. */
    Problem unauthenticated(AuthenticationException why) {
        return Refusals.unauthenticated(why, algorithms);
    }

    /** What is said to somebody who brings no token. */
    Problem tokenMissing() {
        return GatewayProblems.tokenMissing(algorithms);
    }

    /** What the proof must be for: gRPC is a POST to this address. */
    private String address(Presented call) {
        return (publicUrl.isEmpty() ? "http://" + call.authority() : publicUrl) + "/" + call.method();
    }

    /** Why this caller may not make a call with this access rule; null if they may. */
    public @Nullable Problem refusal(Access access, KnownCaller caller) {
        CoarseLock.RolesMissing missing = CoarseLock.missing(access, caller.roles());
        return missing == null ? null : GatewayProblems.roleRequired(missing.needed(), missing.held());
    }
}
