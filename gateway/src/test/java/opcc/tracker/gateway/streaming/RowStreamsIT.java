package opcc.tracker.gateway.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.ServerCallStreamObserver;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicReference;
import messaging.ImportSummary;
import messaging.Message;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.ScriptedMessaging;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A file of rows through the gateway")
class RowStreamsIT {

    private static final String IMPORT = "/v1/messages:import";
    private static MessagingStage stage;
    private static ScriptedMessaging messaging;
    private Caller finance;

    @BeforeAll
    static void start() {
        stage = new MessagingStage();
        messaging = stage.messaging();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @BeforeEach
    void callAsFinance() {
        messaging.importsAtOnce();
        finance = stage.caller("finance");
    }

    private Caller.Answer send(String type, String body) {
        return finance.with("Content-Type", type).send("POST", IMPORT, BodyPublishers.ofString(body));
    }

    @Test
    void of_rows_comes_as_a_file_of_a_form_or_as_the_body() {
        String csv = "text,kind,tags,sub.subfield,sentCount\r\n"
                + "first,CARD,a;b,x,5\r\n\r\n\"second, \"\"quoted\"\"\nand long\",,,,\r\n";
        String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"m.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + csv + "\r\n--b--\r\n";
        Caller.Answer asForm = send("multipart/form-data; boundary=b", form);
        assertThat(asForm.status()).as(asForm.body()).isEqualTo(200);
        assertThat(asForm.json().path("count").asInt()).isEqualTo(2);
        assertThat(asForm.json().path("lastText").asString()).isEqualTo("second, \"quoted\"\nand long");
        assertThat(send("text/csv", csv).json().path("count").asInt()).isEqualTo(2);
        AtomicReference<Message> first = new AtomicReference<>();
        messaging.imports(answer -> new Noting(answer, first));
        send("text/csv", csv.substring(0, csv.indexOf("\r\n\r\n")));
        assertThat(first.get().getTagsList()).containsExactly("a", "b");
        assertThat(first.get().getSub().getSubfield()).isEqualTo("x");
        assertThat(first.get().getSentCount()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "txt,kind | line 1: column txt: is not known here; did you mean text?",
                "text,labels | line 1: column labels: is a field that no cell can hold",
                "text,text | line 1: column text: is given twice",
                "text,kind~a,POSTER | line 2: kind: must be one of LETTER, CARD",
                "text~a,b | line 2: body: has 2 cells, but the first row names 1 columns",
                "text~\"a | line 2: has a quote that is not closed",
                "text~a\"b | line 2: has a quote within a cell that is not quoted",
            })
    void of_rows_that_do_not_fit_names_line_and_column(String csv, String violation) {
        Caller.Answer answer = send("text/csv", csv.replace('~', '\n'));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.violations()).containsExactly(violation);
    }

    @ParameterizedTest
    @CsvSource({
        "'--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na\r\n--b--\r\n'",
        "'--b\r\n"
                + "Content-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n"
                + "text\r\n"
                + "a\r\n"
                + "--b\r\n"
                + "Content-Disposition: form-data; name=\"g\"; filename=\"c\"\r\n\r\n"
                + "x\r\n"
                + "--b--\r\n"
                + "'",
        "'no form at all'",
        "'--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\ntext\r\na'",
    })
    void of_rows_in_a_form_that_is_not_one_file_is_refused(String form) {
        assertThat(send("multipart/form-data; boundary=b", form).status()).isEqualTo(400);
    }

    /** Keeps the first message. */
    private record Noting(ServerCallStreamObserver<ImportSummary> answer, AtomicReference<Message> first)
            implements io.grpc.stub.StreamObserver<Message> {
        @Override
        public void onNext(Message message) {
            first.compareAndSet(null, message);
        }

        @Override
        public void onError(Throwable gone) {
            // The caller has gone.
        }

        @Override
        public void onCompleted() {
            answer.onNext(ImportSummary.getDefaultInstance());
            answer.onCompleted();
        }
    }
}
