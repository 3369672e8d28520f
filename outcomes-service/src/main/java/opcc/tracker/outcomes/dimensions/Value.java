package opcc.tracker.outcomes.dimensions;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A value of a dimension: a code, or several that hold together. Ordered as the code list is, and by name where there is
 * none.
 *
 * @param places the places of the codes in their list, ascending
 * @param code the code's name; several are joined by {@code +}
 */
public record Value(List<Integer> places, String code) implements Comparable<Value> {

    private static final Comparator<ProtocolMessageEnum> BY_PLACE =
            Comparator.comparingInt(ProtocolMessageEnum::getNumber);

    /** What is not stated. */
    public static final Value NOT_STATED = new Value(List.of(), "NOT_STATED");

    /** Copies the list. */
    public Value {
        places = List.copyOf(places);
    }

    /** Of what is no code of a list, such as an area; ordered by name. */
    public static Value named(String name) {
        return new Value(List.of(), name);
    }

    /** Of codes that hold together; a code without a meaning, the first of each list, says nothing. */
    public static Value of(Collection<? extends ProtocolMessageEnum> codes) {
        List<ProtocolMessageEnum> sorted = codes.stream()
                .<ProtocolMessageEnum>map(code -> code)
                .filter(code -> code.getNumber() != 0)
                .sorted(BY_PLACE)
                .toList();
        return sorted.isEmpty()
                ? NOT_STATED
                : new Value(
                        sorted.stream().map(ProtocolMessageEnum::getNumber).toList(),
                        sorted.stream()
                                .map(code -> code.getValueDescriptor().getName())
                                .collect(Collectors.joining("+")));
    }

    @Override
    public int compareTo(Value other) {
        int order = Lexicographic.compare(places, other.places);
        return order == 0 ? code.compareTo(other.code) : order;
    }
}
