package opcc.tracker.gateway.transcoding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import opcc.tracker.gateway.contracts.ContractException;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.contracts.Rpc;
import org.jspecify.annotations.Nullable;

/**
 * Finds the HTTP rule for a request. Segment by segment a literal is tried before {@code *}, and that before
 * {@code **}. HEAD is answered by the rule for GET.
 */
public final class BindingIndex {

    private final Node root = new Node();
    private final List<HttpBinding> bindings = new ArrayList<>();

    /**
     * Indexes all rules.
     *
     * @throws ContractException if two rules match the same requests
     */
    public BindingIndex(Contracts contracts) {
        for (Rpc rpc : contracts.rpcs()) {
            rpc.rules().forEach(rule -> add(new HttpBinding(rpc, rule)));
        }
    }

    /** All rules, in the order of their declaration. */
    public List<HttpBinding> bindings() {
        return Collections.unmodifiableList(bindings);
    }

    /** What was found for a request. */
    public sealed interface Lookup {

        /** The rule, and the values of the path's variables by field path. */
        record Found(HttpBinding binding, Map<String, String> pathValues) implements Lookup {}

        /** The path is known, but not with this method. */
        record WrongMethod(SortedSet<String> allowed) implements Lookup {}

        /** No rule has this path. */
        record UnknownPath() implements Lookup {}
    }

    /**
     * Finds the rule for a request.
     *
     * @param method the HTTP method in upper case
     * @param rawPath the path, percent-encoded as it came, without the query
     */
    public Lookup find(String method, @Nullable String rawPath) {
        RequestPath path = RequestPath.parse(rawPath);
        if (path == null) {
            return new Lookup.UnknownPath();
        }
        SortedSet<String> allowed = new TreeSet<>();
        HttpBinding binding = search(root, path, 0, method, allowed);
        if (binding != null) {
            return new Lookup.Found(binding, binding.template().valuesIn(path.segments()));
        }
        return allowed.isEmpty() ? new Lookup.UnknownPath() : new Lookup.WrongMethod(allowed);
    }

    private static @Nullable HttpBinding search(
            Node node, RequestPath path, int depth, String method, SortedSet<String> allowed) {
        if (depth == path.segments().size()) {
            HttpBinding here = end(node, path.verb(), method, allowed);
            return here != null || node.rest == null ? here : end(node.rest, path.verb(), method, allowed);
        }
        String segment = path.segments().get(depth);
        String decoded = PercentCoding.decode(segment);
        Node literal = node.literals.get(decoded == null ? segment : decoded);
        HttpBinding found = literal == null ? null : search(literal, path, depth + 1, method, allowed);
        if (found == null && node.single != null) {
            found = search(node.single, path, depth + 1, method, allowed);
        }
        if (found == null && node.rest != null) {
            found = end(node.rest, path.verb(), method, allowed);
        }
        return found;
    }

    private static @Nullable HttpBinding end(Node node, String verb, String method, SortedSet<String> allowed) {
        Map<String, HttpBinding> byMethod = node.ends.getOrDefault(verb, Map.of());
        HttpBinding binding = byMethod.get(method);
        if (binding == null && method.equals("HEAD")) {
            binding = byMethod.get("GET");
        }
        if (binding == null) {
            binding = byMethod.get(HttpBinding.ANY_METHOD);
        }
        if (binding == null) {
            allowed.addAll(byMethod.keySet());
            if (byMethod.containsKey("GET")) {
                allowed.add("HEAD");
            }
        }
        return binding;
    }

    private void add(HttpBinding binding) {
        Node node = root;
        for (String segment : binding.template().segments()) {
            node = node.child(segment);
        }
        HttpBinding other = node.ends
                .computeIfAbsent(binding.template().verb(), verb -> new HashMap<>())
                .putIfAbsent(binding.method(), binding);
        if (other != null) {
            throw new ContractException(binding + " matches the same requests as " + other);
        }
        bindings.add(binding);
    }

    private static final class Node {

        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Map<String, HttpBinding>> ends = new HashMap<>();
        private @Nullable Node single;
        private @Nullable Node rest;

        Node child(String segment) {
            return switch (segment) {
                case PathTemplate.SINGLE -> single = single == null ? new Node() : single;
                case PathTemplate.REST -> rest = rest == null ? new Node() : rest;
                default -> literals.computeIfAbsent(segment, each -> new Node());
            };
        }
    }
}
