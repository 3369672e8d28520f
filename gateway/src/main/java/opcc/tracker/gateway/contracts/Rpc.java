package opcc.tracker.gateway.contracts;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.List;
import opcc.tracker.v1.Access;
import opcc.tracker.v1.AccessProto;

/** One RPC of the contracts. What its options say is read once: every request asks for it. */
public final class Rpc {

    /** The one member of the last line of a stream that broke off; no streamed message has a field of this name. */
    public static final String PROBLEM = "problem";

    private final MethodDescriptor method;
    private final List<HttpRule> rules;
    private final Access access;
    private final String grpcName;
    private final List<String> mediaTypes;
    private final long declaredBodyLimit;
    private final Urgency urgency;

    /**
     * An RPC.
     *
     * @param method its descriptor
     * @param rules its HTTP rules: the main one, then the additional bindings
     * @param access who may call it
     */
    Rpc(MethodDescriptor method, List<HttpRule> rules, Access access) {
        this.method = method;
        this.rules = List.copyOf(rules);
        this.access = access;
        this.grpcName = method.getService().getFullName() + "/" + method.getName();
        this.mediaTypes = List.copyOf(method.getOptions().getExtension(AccessProto.mediaTypes));
        this.declaredBodyLimit = Integer.toUnsignedLong(method.getOptions().getExtension(AccessProto.maxBodyBytes));
        this.urgency = Urgency.of(method);
    }

    /** Its descriptor. */
    public MethodDescriptor method() {
        return method;
    }

    /** Its HTTP rules: the main one, then the additional bindings. */
    public List<HttpRule> rules() {
        return rules;
    }

    /** Who may call it. */
    public Access access() {
        return access;
    }

    /** Full name with a dot, for instance {@code opcc.tracker.v1.FundsService.GetFund}. */
    public String fullName() {
        return method.getFullName();
    }

    /** Its name in gRPC's paths, for instance {@code opcc.tracker.v1.FundsService/GetFund}. */
    public String grpcName() {
        return grpcName;
    }

    /** The service that answers it. */
    public ServiceDescriptor service() {
        return method.getService();
    }

    /** The media types of its answers if they are files; empty if they are JSON. */
    public List<String> mediaTypes() {
        return mediaTypes;
    }

    /** The largest body that it takes, in bytes: its option {@code max_body_bytes}, or {@code usual} without one. */
    public long bodyLimit(long usual) {
        return declaredBodyLimit == 0 ? usual : declaredBodyLimit;
    }

    /** Who goes first when its service is busy. */
    public Urgency urgency() {
        return urgency;
    }

    /** Whether it changes nothing, so that it may be asked again: its option {@code idempotency_level}. */
    public boolean isRead() {
        return Urgency.isRead(method);
    }

    /** Whether it takes a stream of requests. */
    public boolean takesStream() {
        return method.isClientStreaming();
    }

    /** Whether it answers a stream of messages. */
    public boolean answersStream() {
        return method.isServerStreaming();
    }

    /** Whether either side is a stream. */
    public boolean isStream() {
        return takesStream() || answersStream();
    }
}
