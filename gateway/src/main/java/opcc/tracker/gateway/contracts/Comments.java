package opcc.tracker.gateway.contracts;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The comments of the contracts by full name of what they stand before; they become the OpenAPI text. */
public final class Comments {

    private final Map<String, String> byName = new HashMap<>();

    /** Collects the leading comments of all files. */
    public Comments(List<FileDescriptor> files) {
        files.forEach(file -> collect(file.toProto()));
    }

    /** The comment before the thing of this descriptor, one paragraph a blank line; empty if there is none. */
    public String of(GenericDescriptor descriptor) {
        return byName.getOrDefault(descriptor.getFullName(), "");
    }

    /** The comment before a value of an enum; empty if there is none. Values are named by their enum, not its scope. */
    public String ofValue(GenericDescriptor enumType, String value) {
        return byName.getOrDefault(enumType.getFullName() + "." + value, "");
    }

    private void collect(FileDescriptorProto file) {
        Map<List<Integer>, String> byPath = new HashMap<>();
        for (SourceCodeInfo.Location location : file.getSourceCodeInfo().getLocationList()) {
            if (location.hasLeadingComments()) {
                byPath.put(location.getPathList(), tidy(location.getLeadingComments()));
            }
        }
        String scope = file.getPackage().isEmpty() ? "" : file.getPackage() + ".";
        for (int i = 0; i < file.getMessageTypeCount(); i++) {
            message(file.getMessageType(i), scope, List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, i), byPath);
        }
        for (int i = 0; i < file.getEnumTypeCount(); i++) {
            enumeration(file.getEnumType(i), scope, List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, i), byPath);
        }
        for (int i = 0; i < file.getServiceCount(); i++) {
            ServiceDescriptorProto service = file.getService(i);
            List<Integer> path = List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, i);
            String name = scope + service.getName();
            note(name, path, byPath);
            for (int m = 0; m < service.getMethodCount(); m++) {
                List<Integer> methodPath = then(path, ServiceDescriptorProto.METHOD_FIELD_NUMBER, m);
                note(name + "." + service.getMethod(m).getName(), methodPath, byPath);
            }
        }
    }

    private void message(
            DescriptorProto message, String scope, List<Integer> path, Map<List<Integer>, String> byPath) {
        String name = scope + message.getName();
        note(name, path, byPath);
        for (int i = 0; i < message.getFieldCount(); i++) {
            note(name + "." + message.getField(i).getName(), then(path, DescriptorProto.FIELD_FIELD_NUMBER, i), byPath);
        }
        for (int i = 0; i < message.getNestedTypeCount(); i++) {
            List<Integer> nested = then(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, i);
            message(message.getNestedType(i), name + ".", nested, byPath);
        }
        for (int i = 0; i < message.getEnumTypeCount(); i++) {
            List<Integer> nested = then(path, DescriptorProto.ENUM_TYPE_FIELD_NUMBER, i);
            enumeration(message.getEnumType(i), name + ".", nested, byPath);
        }
    }

    private void enumeration(
            EnumDescriptorProto type, String scope, List<Integer> path, Map<List<Integer>, String> byPath) {
        String name = scope + type.getName();
        note(name, path, byPath);
        for (int i = 0; i < type.getValueCount(); i++) {
            note(name + "." + type.getValue(i).getName(), then(path, EnumDescriptorProto.VALUE_FIELD_NUMBER, i), byPath);
        }
    }

    private void note(String name, List<Integer> path, Map<List<Integer>, String> byPath) {
        String comment = byPath.get(path);
        if (comment != null) {
            byName.put(name, comment);
        }
    }

    private static List<Integer> then(List<Integer> path, int field, int index) {
        Integer[] longer = path.toArray(new Integer[path.size() + 2]);
        longer[path.size()] = field;
        longer[path.size() + 1] = index;
        return List.of(longer);
    }

    /** Joins the lines of a paragraph; a blank line starts a new one. */
    private static String tidy(String comment) {
        StringBuilder text = new StringBuilder();
        for (String paragraph : comment.strip().split("\n\\s*\n")) {
            if (!text.isEmpty()) {
                text.append("\n\n");
            }
            text.append(paragraph.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse(""));
        }
        return text.toString();
    }
}
