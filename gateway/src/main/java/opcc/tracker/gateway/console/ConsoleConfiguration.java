package opcc.tracker.gateway.console;

import java.time.Clock;
import java.util.Optional;
import opcc.tracker.gateway.replicas.IsShared;
import opcc.tracker.gateway.replicas.MongoReplicas;
import opcc.tracker.gateway.replicas.ReplicaSettings;
import opcc.tracker.gateway.security.IssuedTokens;
import opcc.tracker.gateway.security.OpenPaths;
import opcc.tracker.gateway.security.TokenSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Sign-in by browser, where the gateway has a client of its own at Keycloak. */
@Configuration(proxyBeanMethods = false)
@Conditional(ConsoleConfiguration.IsSetUp.class)
class ConsoleConfiguration {

    /** Where the client's secret is known. */
    static final class IsSetUp implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment()
                    .getProperty("tracker.gateway.console.client-secret", "")
                    .isEmpty();
        }
    }

    private final Clock clock = Clock.systemUTC();

    @Bean
    Seal seal(ConsoleSettings settings) {
        return Seal.of(settings.sessionKey());
    }

    @Bean
    EndedSessions endedSessions(ConsoleSettings settings) {
        return new EndedSessions(settings.sessionFor(), clock);
    }

    @Bean
    @Conditional(IsShared.class)
    SharedEndings sharedEndings(MongoReplicas replicas, EndedSessions ended, ReplicaSettings settings) {
        return new SharedEndings(replicas, ended, settings, clock);
    }

    @Bean
    Cookies cookies(Seal seal, EndedSessions ended) {
        return new Cookies(seal, ended, clock);
    }

    @Bean
    KeycloakTokens keycloakTokens(ConsoleSettings settings, TokenSettings tokens) {
        return new KeycloakTokens(settings, callback(tokens));
    }

    @Bean
    KeycloakPresence keycloakPresence(ConsoleSettings settings) {
        return new KeycloakPresence(settings, clock);
    }

    @Bean
    LiveSessions liveSessions(KeycloakTokens tokens, EndedSessions ended) {
        return new LiveSessions(tokens, ended, clock);
    }

    @Bean
    SessionCalls sessionCalls(Cookies cookies, LiveSessions sessions) {
        return new SessionCalls(cookies, sessions);
    }

    @Bean
    OpenPaths consolePaths() {
        return new OpenPaths(ConsoleRoutes.PATHS);
    }

    @Bean
    RouterFunction<ServerResponse> console(
            ConsoleSettings settings,
            TokenSettings tokenSettings,
            KeycloakTokens tokens,
            KeycloakPresence keycloak,
            IssuedTokens issued,
            Cookies cookies,
            LiveSessions sessions,
            EndedSessions ended,
            ObjectProvider<SharedEndings> shared,
            Seal seal) {
        String callback = callback(tokenSettings);
        return new ConsoleRoutes(
                        new SigningIn(settings, callback, tokens, keycloak, issued, cookies, seal, clock),
                        new SigningOut(
                                settings.clientId(),
                                tokens,
                                issued,
                                cookies,
                                ended,
                                Optional.ofNullable(shared.getIfAvailable())),
                        issued,
                        cookies,
                        sessions)
                .routes();
    }

    private static String callback(TokenSettings tokens) {
        if (tokens.publicUrl().isEmpty()) {
            throw new IllegalStateException("Set tracker.gateway.token.public-url (GATEWAY_PUBLIC_URL): browsers must"
                    + " find their way back from Keycloak");
        }
        return tokens.publicUrl() + "/login/callback";
    }
}
