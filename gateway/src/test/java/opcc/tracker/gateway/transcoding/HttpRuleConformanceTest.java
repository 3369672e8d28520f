package opcc.tracker.gateway.transcoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.HttpRule;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.gateway.contracts.ContractException;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of {@code conformance/http-rules.txt} against the contracts of {@code messaging.proto}. */
@DisplayName("Google's HTTP rule specification")
class HttpRuleConformanceTest {

    private static final Contracts CONTRACTS = MessagingContracts.CONTRACTS;
    private static final BindingIndex INDEX = new BindingIndex(CONTRACTS);

    private record Sentence(String text, List<Case> cases) {}

    private record Case(String method, String uri, String body, String rpc, String expected) {

        static Case read(String line) {
            List<String> parts = Arrays.stream(line.split("\\|", -1))
                    .map(String::strip)
                    .collect(Collectors.toCollection(ArrayList::new));
            if (parts.size() == 4) {
                parts.add("");
            }
            assertThat(parts).as(line).hasSize(5);
            return new Case(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4));
        }

        @Override
        public String toString() {
            return method + " " + uri + " " + body + " -> " + rpc;
        }
    }

    private static List<Sentence> sentences() {
        try {
            List<Sentence> sentences = new ArrayList<>();
            for (String line : Files.readAllLines(Path.of("src/test/resources/conformance/http-rules.txt"))) {
                if (line.startsWith("= ")) {
                    sentences.add(new Sentence(line.substring(2), new ArrayList<>()));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    sentences.getLast().cases.add(Case.read(line));
                }
            }
            return sentences;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicContainer> holds_sentence_by_sentence() {
        return sentences().stream()
                .map(sentence -> DynamicContainer.dynamicContainer(
                        sentence.text,
                        sentence.cases.stream()
                                .map(each -> DynamicTest.dynamicTest(each.toString(), () -> holds(each)))));
    }

    @Test
    void is_said_by_many_cases() {
        assertThat(sentences())
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        sentence -> assertThat(sentence.cases).as(sentence.text).isNotEmpty());
        assertThat(sentences().stream().mapToInt(each -> each.cases.size()).sum())
                .isGreaterThan(100);
    }

    private static void holds(Case each) throws TextFormat.ParseException {
        String path = each.uri.split("\\?", 2)[0];
        String query = each.uri.contains("?") ? each.uri.substring(path.length() + 1) : null;
        switch (INDEX.find(each.method, path)) {
            case Lookup.UnknownPath() -> assertThat("nothing").isEqualTo(each.rpc);
            case Lookup.WrongMethod(var allowed) ->
                assertThat("method " + String.join(", ", allowed)).isEqualTo(each.rpc + " " + each.expected);
            case Lookup.Found(var binding, var values) -> {
                DynamicMessage message;
                try {
                    message = RequestAssembler.assemble(
                            binding, values, query, each.body.getBytes(StandardCharsets.UTF_8));
                } catch (InvalidRequestException refused) {
                    assertThat("refused " + said(refused)).isEqualTo(each.rpc + " " + each.expected);
                    assertThat(said(refused)).doesNotContain("secret");
                    return;
                }
                assertThat(binding.rpc().method().getName()).isEqualTo(each.rpc);
                DynamicMessage.Builder expected =
                        DynamicMessage.newBuilder(binding.rpc().method().getInputType());
                TextFormat.merge(each.expected, expected);
                assertThat(message).isEqualTo(expected.build());
            }
        }
    }

    private static String said(InvalidRequestException refused) {
        return refused.violations().stream()
                .map(violation -> violation.field() + " " + violation.description())
                .collect(Collectors.joining("; "));
    }

    @Test
    void lets_an_answer_be_one_field_a_list_too() throws TextFormat.ParseException {
        assertThat(answer("SendAll", "user: 'me' messages { text: 'a' }"))
                .startsWith("[{\"messageId\":\"\",\"text\":\"a\",")
                .endsWith("}]");
        assertThat(answer("SendAll", "user: 'me'")).isEqualTo("[]");
        assertThat(answer("SendText", "id: '1' text: 'Hi!'")).isEqualTo("\"Hi!\"");
        assertThat(answer("GetRest", "text: 'a'")).startsWith("{\"messageId\"");
    }

    private static String answer(String name, String text) throws TextFormat.ParseException {
        HttpBinding binding = INDEX.bindings().stream()
                .filter(each -> each.rpc().method().getName().equals(name))
                .findFirst()
                .orElseThrow();
        DynamicMessage.Builder message =
                DynamicMessage.newBuilder(binding.rpc().method().getOutputType());
        TextFormat.merge(text, message);
        return new String(JsonMessageWriter.write(message.build(), binding.responseField()), StandardCharsets.UTF_8);
    }

    /** What a rule must not say is refused when the gateway starts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GetMessage | get: '/v1/{params}' | binds params, which is not a single plain field",
                "GetMessage | get: '/v1/{labels}' | binds labels, which is not a single plain field",
                "GetMessage | get: '/v1/{sub}' | binds sub, which is not a single plain field",
                "GetMessage | get: '/v1/{subs.subfield}' | binds subs.subfield, which is not a single plain field",
                "GetMessage | get: '/v1/{nobody}' | binds nobody, which is not a single plain field",
                "GetMessage | get: '/v1/{user_id=a/{message_id}}' | a variable inside a variable",
                "GetMessage | get: '/v1/{user_id=**}/x' | ** must be the last segment",
                "GetMessage | get: '/v1/**/x' | ** must be the last segment",
                "GetMessage | get: 'v1/x' | expected /",
                "GetMessage | get: '/v1/{=*}' | a variable without a field",
                "GetMessage | get: '/v1/{user_id}/{user_id}' | is bound twice",
                "GetMessage | body: '*' | names no HTTP method",
                "UpdateMessage | post: '/v1/x' body: 'message.text' | has as body the field message.text",
                "UpdateMessage | post: '/v1/x' body: 'nobody' | has as body the field nobody",
                "UpdateMessage | get: '/v1/x' body: '*' | takes a body, which GET has not",
                "UpdateMessage | post: '/v1/{message_id}' body: 'message_id' | from the path and from the body",
                "SendAll | post: '/v1/x' response_body: 'messages.text' | has as response_body the field",
                "SendAll | post: '/v1/x' response_body: 'nobody' | has as response_body the field nobody",
            })
    void is_broken_by(String name, String rule, String words) throws TextFormat.ParseException {
        Rpc rpc = CONTRACTS.rpcs().stream()
                .filter(each -> each.method().getName().equals(name))
                .findFirst()
                .orElseThrow();
        HttpRule broken = TextFormat.parse(rule, HttpRule.class);
        assertThatThrownBy(() -> new HttpBinding(rpc, broken))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining(rpc.fullName())
                .hasMessageContaining(words);
    }
}
