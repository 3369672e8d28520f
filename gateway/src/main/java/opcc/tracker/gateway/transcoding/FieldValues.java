package opcc.tracker.gateway.transcoding;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;

/** Turns text into the value of a scalar field or of a well-known type, or says why it does not fit. */
final class FieldValues {

    private static final BigInteger UINT64_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final long UINT32_MAX = 0xFFFFFFFFL;

    private FieldValues() {}

    /** The value that a path variable or query parameter stands for. */
    static Object fromText(FieldDescriptor field, String text) throws UnfitValueException {
        return switch (field.getJavaType()) {
            case INT, LONG -> integer(field, text);
            case FLOAT, DOUBLE -> floating(field, text);
            case BOOLEAN -> bool(text);
            case STRING -> string(text);
            case BYTE_STRING -> bytes(text);
            case ENUM -> text.matches("-?[0-9]{1,10}") ? enumByNumber(field.getEnumType(), text) : enumByName(field, text);
            case MESSAGE -> WellKnownTypes.fromText(field.getMessageType(), text);
        };
    }

    /** A whole number within the field's range; also written as {@code 1.0} or {@code 1e3}. */
    static Object integer(FieldDescriptor field, String text) throws UnfitValueException {
        BigInteger value = wholeNumber(field, text);
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> {
                requireRange(field, value, BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE));
                yield value.intValue();
            }
            case UINT32, FIXED32 -> {
                requireRange(field, value, BigInteger.ZERO, BigInteger.valueOf(UINT32_MAX));
                yield value.intValue();
            }
            case UINT64, FIXED64 -> {
                requireRange(field, value, BigInteger.ZERO, UINT64_MAX);
                yield value.longValue();
            }
            default -> {
                requireRange(field, value, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE));
                yield value.longValue();
            }
        };
    }

    /** A number within the field's range, or NaN, Infinity or -Infinity. */
    static Object floating(FieldDescriptor field, String text) throws UnfitValueException {
        boolean isFloat = field.getJavaType() == FieldDescriptor.JavaType.FLOAT;
        double special =
                switch (text) {
                    case "NaN" -> Double.NaN;
                    case "Infinity" -> Double.POSITIVE_INFINITY;
                    case "-Infinity" -> Double.NEGATIVE_INFINITY;
                    default -> 0;
                };
        if (special != 0) {
            return isFloat ? (Object) (float) special : (Object) special;
        }
        decimal(field, text);
        double value = Double.parseDouble(text);
        boolean fits = isFloat ? !Float.isInfinite((float) value) : !Double.isInfinite(value);
        if (!fits) {
            throw new UnfitValueException("is out of range");
        }
        return isFloat ? (Object) (float) value : (Object) value;
    }

    static Boolean bool(String text) throws UnfitValueException {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new UnfitValueException("must be true or false");
        };
    }

    /** Text that can be written as UTF-8. */
    static String string(String text) throws UnfitValueException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
                    i++;
                } else {
                    throw new UnfitValueException("holds half of a character (a lone surrogate)");
                }
            }
        }
        return text;
    }

    /** Base64 in the standard or the URL alphabet, padded or not. */
    static ByteString bytes(String text) throws UnfitValueException {
        try {
            String standard = text.replace('-', '+').replace('_', '/');
            return ByteString.copyFrom(Base64.getDecoder().decode(standard));
        } catch (IllegalArgumentException e) {
            throw new UnfitValueException("must be base64 text");
        }
    }

    static EnumValueDescriptor enumByName(FieldDescriptor field, String name) throws UnfitValueException {
        EnumValueDescriptor value = field.getEnumType().findValueByName(name);
        if (value != null) {
            return value;
        }
        List<String> names = field.getEnumType().getValues().stream()
                .filter(each -> each.getNumber() != 0)
                .map(EnumValueDescriptor::getName)
                .toList();
        String nearest = FieldNames.nearest(name, names);
        throw new UnfitValueException(
                "must be " + expected(field) + (nearest == null ? "" : "; did you mean " + nearest + "?"));
    }

    /** Enums of proto3 are open: a number without a name is carried on for the service to judge. */
    static EnumValueDescriptor enumByNumber(EnumDescriptor type, String number) throws UnfitValueException {
        try {
            return type.findValueByNumberCreatingIfUnknown(new BigDecimal(number).intValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new UnfitValueException("must be the name or the number of a code");
        }
    }

    /** What a field takes, to be read after "must be". */
    static String expected(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, LONG -> "a whole number";
            case FLOAT, DOUBLE -> "a number";
            case BOOLEAN -> "true or false";
            case STRING -> "text";
            case BYTE_STRING -> "base64 text";
            case ENUM -> "one of " + codes(field.getEnumType());
            case MESSAGE -> WellKnownTypes.expected(field.getMessageType());
        };
    }

    private static String codes(EnumDescriptor type) {
        List<String> names = type.getValues().stream()
                .filter(value -> value.getNumber() != 0 || type.getValues().size() == 1)
                .map(EnumValueDescriptor::getName)
                .toList();
        return String.join(", ", names.subList(0, Math.min(40, names.size()))) + (names.size() > 40 ? " and more" : "");
    }

    private static BigInteger wholeNumber(FieldDescriptor field, String text) throws UnfitValueException {
        BigDecimal number = decimal(field, text);
        try {
            return number.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new UnfitValueException("must be a whole number");
        }
    }

    /** A decimal number short enough to work with: {@code 1e999999999} is not. */
    private static BigDecimal decimal(FieldDescriptor field, String text) throws UnfitValueException {
        if (!text.matches("-?[0-9]{1,400}(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,9})?")) {
            throw new UnfitValueException("must be " + expected(field));
        }
        BigDecimal number = new BigDecimal(text);
        boolean whole = field.getJavaType() == FieldDescriptor.JavaType.INT
                || field.getJavaType() == FieldDescriptor.JavaType.LONG;
        if (whole && number.signum() != 0 && (long) number.precision() - number.scale() > 30) {
            throw new UnfitValueException("is out of range");
        }
        if (whole && number.signum() != 0 && (long) number.precision() - number.scale() <= 0) {
            throw new UnfitValueException("must be a whole number");
        }
        return number.signum() == 0 ? BigDecimal.ZERO : number;
    }

    private static void requireRange(FieldDescriptor field, BigInteger value, BigInteger least, BigInteger most)
            throws UnfitValueException {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new UnfitValueException(
                    "is out of range: must be " + expected(field) + " from " + least + " to " + most);
        }
    }
}
