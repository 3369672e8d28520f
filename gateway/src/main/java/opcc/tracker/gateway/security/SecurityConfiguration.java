package opcc.tracker.gateway.security;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import opcc.tracker.gateway.openapi.DocsPage;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemResponse;
import opcc.tracker.gateway.replicas.MongoReplicas;
import opcc.tracker.gateway.replicas.ReplicaSettings;
import opcc.tracker.gateway.site.SiteFiles;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;

/** Deny by default: health, the OpenAPI document and the page that shows it are open, everything else needs a token and a role. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

    private static final int MOST_PROOFS = 200_000;

    /** What an HTTP rule matches: all calls of services. */
    @Bean
    @Order(1)
    SecurityWebFilterChain apiFilters(CallDoor door, Admission admission, TokenSettings settings) {
        return new MatcherSecurityWebFilterChain(
                exchange -> ApiDoor.isFor(exchange) ? MatchResult.match() : MatchResult.notMatch(),
                List.of(new ApiDoor(new PresentedTokens(settings.publicUrl()), door, admission)));
    }

    /** All the rest. */
    @Bean
    @Order(2)
    SecurityWebFilterChain securityFilters(
            ServerHttpSecurity http,
            ReactiveJwtDecoder decoder,
            TokenSettings settings,
            KeyProofs proofs,
            ObjectProvider<OpenPaths> open) {
        Refusals refusals = new Refusals(settings.algorithms());
        JwtReactiveAuthenticationManager tokens = new JwtReactiveAuthenticationManager(decoder);
        tokens.setJwtAuthenticationConverter(new RealmRoles(settings.audience()));
        Possession possession = new Possession(tokens, proofs);
        String[] openPaths =
                open.stream().flatMap(each -> each.paths().stream()).toArray(String[]::new);
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable) // No cookie is read here; SessionCalls looks for itself.
                .cors(ServerHttpSecurity.CorsSpec::disable) // No origin is ever allowed.
                .headers(ServerHttpSecurity.HeaderSpec::disable) // EveryRequest sets them, on problems too.
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals)
                        .bearerTokenConverter(new PresentedTokens(settings.publicUrl()))
                        .jwt(jwt -> jwt.authenticationManager(possession)))
                .authorizeExchange(exchanges -> (openPaths.length == 0
                                ? exchanges
                                : exchanges.pathMatchers(openPaths).permitAll())
                        .pathMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/liveness")
                        .permitAll()
                        .pathMatchers(HttpMethod.GET, "/actuator/health/readiness", "/v1/openapi.json")
                        .permitAll()
                        .pathMatchers(HttpMethod.GET, SiteFiles.PATHS)
                        .permitAll()
                        .pathMatchers(HttpMethod.GET, DocsPage.PATHS)
                        .permitAll()
                        .anyExchange()
                        .access(new AnyKnownCaller()))
                .build();
    }

    /**
     * Unknown methods are answered by the rules: 405 with the methods that the path has. An encoded slash is part of an
     * id, by Google's HTTP rules, and stays encoded in names.
     */
    @Bean
    ServerWebExchangeFirewall firewall() {
        StrictServerWebExchangeFirewall firewall = new StrictServerWebExchangeFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowedHeaderNames(PlainHeaders::isName);
        firewall.setAllowedHeaderValues(PlainHeaders::isValue);
        firewall.setAllowedParameterNames(PlainHeaders::isName);
        return firewall;
    }

    @Bean
    ServerExchangeRejectedHandler rejected() {
        return (exchange, rejected) -> ProblemResponse.write(
                exchange, GatewayProblems.malformed("The path or a header holds what is never needed here."));
    }

    @Bean
    SigningKeys signingKeys(TokenSettings settings) {
        return new SigningKeys(new KeyServer(settings), settings.keys(), Clock.systemUTC());
    }

    @Bean
    KeyProofs keyProofs(TokenSettings settings, ReplicaSettings shared, ObjectProvider<MongoReplicas> replicas) {
        Clock clock = Clock.systemUTC();
        Duration kept = KeyProofs.keptFor(settings.skew());
        MongoReplicas store = replicas.getIfAvailable();
        SeenProofs seen = store == null
                ? new MemorySeenProofs(kept, MOST_PROOFS, clock)
                : new MongoSeenProofs(store, kept, shared.patience(), clock);
        return new KeyProofs(settings, seen, clock);
    }

    @Bean
    ReactiveJwtDecoder tokenDecoder(TokenSettings settings, SigningKeys keys) {
        NimbusReactiveJwtDecoder decoder =
                new NimbusReactiveJwtDecoder(new TokenSignature(keys, settings.algorithms(), Set.of("JWT", "at+jwt")));
        OAuth2TokenValidator<Jwt> rules = TokenRules.of(settings);
        decoder.setJwtValidator(rules);
        return new RememberedTokens(decoder, keys, rules, Ticker.systemTicker());
    }

    @Bean
    IssuedTokens issuedTokens(ReactiveJwtDecoder decoder, SigningKeys keys, TokenSettings settings) {
        return new IssuedTokens(decoder, keys, settings);
    }
}
