package opcc.tracker.local.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.local.processes.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Loads the demonstration data through the public API, each thing as the person who would enter it. Loading again
 * completes what a crash left out and changes nothing else.
 */
public final class DemoLoader {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String FUND = "wm-emergency";
    private static final String FUND_PATH = "/v1/funds/" + FUND;
    private static final int MOST_DRAWS = 1000;

    private final URI gateway;
    private final URI tokenEndpoint;
    private final Progress progress;

    /**
     * A loader.
     *
     * @param gateway base URL of the public API's server
     * @param tokenEndpoint where the realm gives tokens
     */
    public DemoLoader(URI gateway, URI tokenEndpoint, Progress progress) {
        this.gateway = gateway;
        this.tokenEndpoint = tokenEndpoint;
        this.progress = progress;
    }

    /** Loads unless the last thing that a load makes is there. */
    public void loadIfAbsent() throws DemoFailure, InterruptedException {
        try (HttpClient http = client()) {
            TrackerApi api = api(http);
            String last = DemoDraw.ALL.getLast().reason();
            if (api.get(DemoUsers.FINANCE, FUND_PATH).isPresent()
                    && draws(api).containsKey(last)
                    && new DemoQuarters(api, progress).areFrozen()) {
                progress.say("demonstration data is there already");
                return;
            }
            load(api);
        }
    }

    /** Loads, whatever is there already. */
    public void load() throws DemoFailure, InterruptedException {
        try (HttpClient http = client()) {
            load(api(http));
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    private TrackerApi api(HttpClient http) {
        return new TrackerApi(http, gateway, new Tokens(http, tokenEndpoint));
    }

    private void load(TrackerApi api) throws DemoFailure, InterruptedException {
        List<Register.Entry> providers = Register.providers();
        progress.say("demonstration data: " + providers.size() + " providers");
        for (Register.Entry provider : providers) {
            api.create(DemoUsers.ADMIN, "providers", "providerId", provider.id(), provider.body());
        }
        List<Register.Entry> services = Register.services();
        progress.say("demonstration data: " + services.size() + " services");
        for (Register.Entry service : services) {
            api.create(DemoUsers.ADMIN, "services", "serviceId", service.id(), service.body());
        }
        loadReturns(api);
        loadOutcomes(api);
        DemoQuarters quarters = new DemoQuarters(api, progress);
        quarters.freeze();
        loadFund(api);
        quarters.await();
        progress.say("demonstration data is loaded");
    }

    private void loadReturns(TrackerApi api) throws DemoFailure, InterruptedException {
        progress.say("demonstration data: " + PublishedReturn.ALL.size() + " published files of referrals in 2021");
        for (PublishedReturn published : PublishedReturn.ALL) {
            if (api.get(DemoUsers.ADMIN, "/v1/aggregateReturns/" + published.id())
                    .isEmpty()) {
                api.post(DemoUsers.ADMIN, "/v1/aggregateReturns:import", published.toJson());
            }
        }
    }

    private void loadOutcomes(TrackerApi api) throws DemoFailure, InterruptedException {
        progress.say("demonstration data: synthetic outcomes (seed " + SyntheticOutcomes.SEED + ")");
        for (SyntheticOutcomes.Batch batch : new SyntheticOutcomes(SyntheticOutcomes.SEED).batches()) {
            ObjectNode body = JSON.createObjectNode();
            body.set("outcomes", batch.outcomes());
            api.post(batch.user(), "/v1/outcomes:batchCreate", body);
        }
    }

    private void loadFund(TrackerApi api) throws DemoFailure, InterruptedException {
        progress.say("demonstration data: a fund of West Mercia with " + DemoDraw.ALL.size() + " draws");
        ObjectNode fund = JSON.createObjectNode()
                .put("displayName", "Modern Slavery Accommodation and Subsistence Fund (demonstration)")
                .put("area", "west-mercia")
                .put("demonstration", true);
        api.create(DemoUsers.FINANCE, "funds", "fundId", FUND, fund);
        ObjectNode allocation = JSON.createObjectNode()
                .put("fundingStream", "PCC_CORE")
                .put("financialYear", DemoYear.current())
                .put("amountPence", "5000000");
        boolean allocated = api.get(DemoUsers.FINANCE, FUND_PATH).stream()
                .flatMap(there -> there.path("pots").valueStream())
                .anyMatch(pot -> pot.path("financialYear").asString().equals(DemoYear.current()));
        if (!allocated) {
            api.post(DemoUsers.FINANCE, FUND_PATH + "/allocations", allocation);
        }
        loadPolicy(api);
        Map<String, JsonNode> there = draws(api);
        for (DemoDraw demo : DemoDraw.ALL) {
            JsonNode draw = there.get(demo.reason());
            if (draw == null) {
                draw = api.post(demo.requester(), FUND_PATH + "/draws", demo.toJson());
            }
            for (DemoDraw.Step step : demo.steps()) {
                if (step.due().test(draw)) {
                    draw = api.post(
                            step.user(), "/v1/" + draw.path("name").asString() + ":" + step.verb(), step.body());
                }
            }
        }
    }

    /** A policy to look at and to try out: two approvers over 10,000 pounds, 150 pounds a night, 300 in an emergency. */
    private static void loadPolicy(TrackerApi api) throws DemoFailure, InterruptedException {
        JsonNode present = api.get(DemoUsers.ADMIN, FUND_PATH + "/policy").orElseThrow();
        if (present.path("version").asLong(0) > 0) {
            return;
        }
        ObjectNode policy = JSON.createObjectNode()
                .put("approverLimitPence", "2500000")
                .put("twoPersonThresholdPence", "1000000")
                .put("emergencyLimitPence", "30000")
                .put("ratifyWithinWorkingDays", 3)
                .put("reservationDays", 60)
                .put("etag", present.path("etag").asString());
        policy.withArray("categoryCaps")
                .addObject()
                .put("category", "ACCOMMODATION")
                .put("unitCapPence", "15000");
        api.patch(DemoUsers.ADMIN, FUND_PATH + "/policy", policy);
    }

    /** The fund's draws by their reasons. */
    private static Map<String, JsonNode> draws(TrackerApi api) throws DemoFailure, InterruptedException {
        Map<String, JsonNode> draws = new HashMap<>();
        api.get(DemoUsers.FINANCE, FUND_PATH + "/draws?pageSize=" + MOST_DRAWS)
                .ifPresent(page -> page.path("draws")
                        .forEach(draw -> draws.put(draw.path("reason").asString(), draw)));
        return draws;
    }
}
