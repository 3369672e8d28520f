package opcc.tracker.gateway.plain;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import opcc.tracker.gateway.answers.Answer;
import opcc.tracker.gateway.answers.SecurityHeaders;
import opcc.tracker.gateway.audit.AccessLog;
import opcc.tracker.gateway.audit.RefusalAudit;
import opcc.tracker.gateway.callers.KnownCaller;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemResponse;
import opcc.tracker.gateway.routing.UnaryCalls;
import opcc.tracker.gateway.security.CallDoor;
import opcc.tracker.gateway.tracing.RequestId;
import opcc.tracker.gateway.tracing.TraceContext;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import opcc.tracker.gateway.transcoding.HttpBinding;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.support.Netty4HeadersAdapter;

/** A plain request and what is known of it by and by. */
final class PlainCall {

    private static final Map<AsciiString, AsciiString> ALWAYS = SecurityHeaders.ALL.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    header -> AsciiString.cached(header.getKey()), header -> AsciiString.cached(header.getValue())));

    private final long start = System.nanoTime();
    private final HttpRequest request;
    private final UnaryCalls.Asked asked;
    private final boolean keepsAlive;
    private volatile @Nullable KnownCaller caller;
    private volatile Map<String, String> limits = Map.of();

    /** @param found the rule that matches the request */
    PlainCall(HttpRequest request, Lookup.Found found) {
        this.request = request;
        this.keepsAlive = HttpUtil.isKeepAlive(request);
        this.asked = new UnaryCalls.Asked(
                found,
                HttpMethod.valueOf(request.method().name()),
                new HttpHeaders(new Netty4HeadersAdapter(request.headers())),
                PlainRequests.query(request),
                RequestId.choose(request.headers().get(RequestId.HEADER)),
                TraceContext.choose(request.headers().get(TraceContext.HEADER)));
    }

    UnaryCalls.Asked asked() {
        return asked;
    }

    HttpBinding binding() {
        return asked.found().binding();
    }

    /** Whether the caller keeps the connection for more. */
    boolean keepsAlive() {
        return keepsAlive;
    }

    /** How it presents itself: as a bearer. */
    CallDoor.Presented presented() {
        return new CallDoor.Presented(
                request.headers().get(HttpHeaderNames.AUTHORIZATION),
                List.of(),
                binding().rpc().grpcName(),
                request.headers().get(HttpHeaderNames.HOST));
    }

    void known(KnownCaller known) {
        caller = known;
    }

    /** Notes what the caller is told of their limit. */
    void limited(Map<String, String> headers) {
        limits = headers;
    }

    /** What a refusal is answered with; it is noted for the audit. */
    Answer refused(Problem problem) {
        RefusalAudit.log(
                asked.requestId(), asked.trace(), caller, rpc(), template(), problem.status(), problem.reason());
        return ProblemResponse.answer(problem, asked.requestId());
    }

    /** Notes for the access log how it ended. */
    void log(String status) {
        AccessLog.log(asked.requestId(), rpc(), template(), status, start);
    }

    private String rpc() {
        return binding().rpc().method().getName();
    }

    private String template() {
        return binding().rule();
    }

    /** The answer with all its headers. */
    FullHttpResponse response(Answer answer, boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                answer.isBodiless() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
        io.netty.handler.codec.http.HttpHeaders headers = response.headers();
        ALWAYS.forEach(headers::set);
        headers.set(RequestId.HEADER, asked.requestId());
        limits.forEach(headers::set);
        answer.headers().forEach(headers::set);
        if (!answer.isBodiless()) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        }
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return response;
    }
}
