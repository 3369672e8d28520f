package opcc.tracker.funds.notifications;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.json.JSONArray;
import org.json.JSONObject;

/** GOV.UK Notify as its documentation has it, and its bad days. It remembers what it took, and can be asked for it. */
public final class NotifyDouble implements AutoCloseable {

    public static final String API_KEY =
            "test-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";
    public static final String EMAIL_TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a";
    public static final String TEXT_TEMPLATE = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3";

    private static final String ID = "740e5834-3a29-46b4-9a6f-16142fde533a";

    private final Queue<Message> taken = new ConcurrentLinkedQueue<>();
    private final WireMockServer server = new WireMockServer(
            wireMockConfig().dynamicPort().bindAddress("127.0.0.1").extensions(new Memory()));

    /** A message that Notify took. */
    public record Message(String template, String address, String reference, JSONObject words) {}

    public NotifyDouble() {
        server.start();
        works();
    }

    public String baseUrl() {
        return server.baseUrl();
    }

    /** It takes everything at once. */
    public void works() {
        server.resetMappings();
        server.stubFor(
                get(urlPathEqualTo("/v2/notifications")).willReturn(aResponse().withStatus(200)));
        everySend(aResponse().withStatus(201).withBody(receipt().toString()));
    }

    /** It takes everything, and says so when its caller has given up. */
    public void takesSlowly(Duration delay) {
        everySend(aResponse()
                .withStatus(201)
                .withBody(receipt().toString())
                .withFixedDelay(Math.toIntExact(delay.toMillis())));
    }

    /** It takes nothing, after so long. */
    public void failsSlowly(Duration delay) {
        everySend(aResponse().withStatus(503).withFixedDelay(Math.toIntExact(delay.toMillis())));
    }

    /** It answers every message so. */
    public void answers(int status, String error, String message) {
        everySend(aResponse().withStatus(status).withBody(failure(status, error, message)));
    }

    /** It takes no more for so many seconds. */
    public void isTooBusyFor(int seconds) {
        everySend(aResponse()
                .withStatus(429)
                .withHeader("Retry-After", Integer.toString(seconds))
                .withBody(failure(429, "RateLimitError", "Exceeded rate limit for key type LIVE")));
    }

    /** It takes no more and does not say for how long. */
    public void isTooBusy() {
        answers(429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds");
    }

    /** It takes everything but messages to this number. */
    public void rejects(String number) {
        server.stubFor(post("/v2/notifications/sms")
                .withRequestBody(matchingJsonPath("$.phone_number", equalTo(number)))
                .willReturn(aResponse()
                        .withStatus(400)
                        .withBody(failure(400, "ValidationError", "phone_number " + number + " is not possible"))));
    }

    /** It breaks connections off. */
    public void breaksOff() {
        everySend(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    }

    private void everySend(ResponseDefinitionBuilder response) {
        server.stubFor(post(urlMatching("/v2/notifications/(email|sms)")).willReturn(response));
    }

    /** What it took, in order. */
    public List<Message> taken() {
        return List.copyOf(taken);
    }

    /** To whom it took messages, in order of addresses. */
    public List<String> told() {
        return taken.stream().map(Message::address).sorted().toList();
    }

    /** How many messages it was asked to send. */
    public long asked() {
        return server.getAllServeEvents().stream()
                .filter(event -> event.getRequest().getMethod().equals(RequestMethod.POST))
                .count();
    }

    /** All that came over the wire, so far. */
    public List<String> wire() {
        return server.getAllServeEvents().stream()
                .map(event ->
                        event.getRequest().getUrl() + "\n" + event.getRequest().getBodyAsString())
                .toList();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static JSONObject receipt() {
        return new JSONObject()
                .put("id", ID)
                .put("content", new JSONObject().put("body", "text").put("subject", "subject"))
                .put("uri", "https://notify.example/" + ID)
                .put("template", template());
    }

    private static JSONObject template() {
        return new JSONObject()
                .put("id", EMAIL_TEMPLATE)
                .put("version", 1)
                .put("uri", "https://notify.example/template");
    }

    private static String failure(int status, String error, String message) {
        return new JSONObject()
                .put("status_code", status)
                .put(
                        "errors",
                        new JSONArray().put(new JSONObject().put("error", error).put("message", message)))
                .toString();
    }

    private final class Memory implements ResponseTransformerV2 {

        @Override
        public Response transform(Response response, ServeEvent event) {
            if (event.getRequest().getMethod().equals(RequestMethod.GET)) {
                String reference =
                        event.getRequest().queryParameter("reference").firstValue();
                return Response.Builder.like(response)
                        .but()
                        .body(known(reference).toString())
                        .build();
            }
            if (response.getStatus() == 201) {
                JSONObject body = new JSONObject(event.getRequest().getBodyAsString());
                taken.add(new Message(
                        body.getString("template_id"),
                        body.optString("email_address", body.optString("phone_number")),
                        body.getString("reference"),
                        body.getJSONObject("personalisation")));
            }
            return response;
        }

        private JSONObject known(String reference) {
            JSONArray found = new JSONArray();
            taken.stream()
                    .filter(message -> message.reference.equals(reference))
                    .forEach(message -> found.put(new JSONObject()
                            .put("id", ID)
                            .put("reference", reference)
                            .put("type", "email")
                            .put("status", "delivered")
                            .put("template", template())
                            .put("body", "text")
                            .put("created_at", "2026-07-15T10:00:00.000000Z")
                            .put("is_cost_data_ready", true)
                            .put("cost_in_pounds", 0.0)
                            .put("cost_details", new JSONObject())));
            return new JSONObject()
                    .put("notifications", found)
                    .put("links", new JSONObject().put("current", "https://notify.example/v2/notifications"));
        }

        @Override
        public String getName() {
            return "memory";
        }
    }
}
