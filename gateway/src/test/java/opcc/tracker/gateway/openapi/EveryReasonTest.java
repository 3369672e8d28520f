package opcc.tracker.gateway.openapi;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import opcc.tracker.gateway.contracts.Comments;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.openapi.DocumentedErrors.DocumentedError;
import opcc.tracker.gateway.transcoding.BindingIndex;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the services' sources: a refusal is written nowhere but there, and its reason is the text that follows. */
@DisplayName("A reason that a service can give")
class EveryReasonTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern REFUSAL =
            Pattern.compile("\\bRefusal\\.(?:of|denied|precondition|unavailable|exhausted)\\(");
    private static final Pattern REASON = Pattern.compile(
            "(?:\\bRefusal\\.(?:denied|precondition|unavailable|exhausted)\\(|\\b(?:of|base)\\(\\s*Code\\.\\w+,)\\s*\"([A-Z_]+)\"");
    private static final Pattern TARGET = Pattern.compile("(\\w+): \\$\\{(\\w+)_ADDRESS:");

    /** Reasons that no caller of an RPC ever reads, or that stand for "something went wrong inside". */
    private static final Map<String, String> NOT_FOR_CALLERS = Map.of(
            "NOT_LAPSED", "reservations lapse by themselves, no RPC asks for it",
            "LEDGER_UNREADABLE", "INTERNAL, which every operation has",
            "CANCELLED", "who gave up does not read why",
            "NOT_DECLARED", "AccessDeclarationsTest lets no such RPC be");

    private static final Contracts CONTRACTS = Contracts.load();
    private static final DocumentedErrors ERRORS = new DocumentedErrors(CONTRACTS, new Comments(CONTRACTS.files()));
    private static final JsonNode DOCUMENT =
            JsonMapper.shared().readTree(OpenApiDocument.write(CONTRACTS, new BindingIndex(CONTRACTS)));

    @ParameterizedTest
    @ValueSource(strings = {"providers-service", "funds-service", "outcomes-service"})
    void stands_in_the_comment_of_one_of_its_rpcs(String module) {
        Set<String> served = servedBy(module);
        Set<String> documented = CONTRACTS.rpcs().stream()
                .filter(rpc -> served.contains(rpc.service().getName()))
                .flatMap(rpc -> ERRORS.of(rpc).stream())
                .map(DocumentedError::reason)
                .collect(toCollection(TreeSet::new));

        Set<String> given = reasons(module);

        assertThat(given).as("what the sources of %s refuse with", module).hasSizeGreaterThan(3);
        assertThat(documented)
                .as("what the comments of %s say", served)
                .containsAll(without(given, NOT_FOR_CALLERS.keySet()));
    }

    @Test
    void stands_in_the_document_if_it_is_every_service_that_gives_it() {
        Set<String> documented = DOCUMENT.findValues("examples").stream()
                .flatMap(examples -> examples.propertyNames().stream())
                .collect(toCollection(TreeSet::new));

        assertThat(documented).containsAll(without(reasons("service-kit"), NOT_FOR_CALLERS.keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"providers-service", "funds-service", "outcomes-service", "service-kit"})
    void is_a_text_where_the_call_is_refused(String module) {
        for (Path source : sources(module)) {
            String text = read(source);
            assertThat(REASON.matcher(text).results().map(MatchResult::group).toList())
                    .as("refusals of %s with their reasons", source)
                    .hasSizeGreaterThanOrEqualTo(
                            (int) REFUSAL.matcher(text).results().count());
        }
    }

    @Test
    void is_separation_of_duties_wherever_the_contract_says_so() {
        List<Rpc> separated = CONTRACTS.rpcs().stream()
                .filter(rpc -> !rpc.access().getSeparatedFromOwnerOf().isEmpty())
                .toList();

        assertThat(separated)
                .hasSizeGreaterThan(4)
                .allSatisfy(rpc -> assertThat(ERRORS.of(rpc))
                        .as(rpc.fullName())
                        .extracting(DocumentedError::reason)
                        .contains("SEPARATION_OF_DUTIES"));
    }

    @Test
    void is_excused_only_while_it_exists() {
        Set<String> given = Stream.of("providers-service", "funds-service", "outcomes-service", "service-kit")
                .flatMap(module -> reasons(module).stream())
                .collect(toCollection(TreeSet::new));

        assertThat(given).containsAll(NOT_FOR_CALLERS.keySet());
    }

    /** The gRPC services that a module answers, as the gateway's own settings have them. */
    private static Set<String> servedBy(String module) {
        return TARGET.matcher(read(Path.of("src/main/resources/application.yml")))
                .results()
                .filter(target -> target.group(2)
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')
                        .equals(module))
                .map(target -> target.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> reasons(String module) {
        return sources(module).stream()
                .flatMap(source -> REASON.matcher(read(source)).results())
                .map(reason -> reason.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> reasons, Set<String> excused) {
        Set<String> rest = new TreeSet<>(reasons);
        rest.removeAll(excused);
        return rest;
    }

    private static List<Path> sources(String module) {
        try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
