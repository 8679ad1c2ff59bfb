package hokm.kube;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/** Fields that a typed model has put aside because it does not know them. */
final class Unknown {

  private static final String ASIDE = "additionalProperties";

  private Unknown() {}

  static void in(Object value, String path, Consumer<String> told) {
    if (value instanceof Collection<?> all) {
      int no = 0;
      for (Object each : all) in(each, path + "[" + no++ + "]", told);
    } else if (value instanceof Map<?, ?> all) {
      all.forEach((key, each) -> in(each, path + "." + key, told));
    } else if (value != null && value.getClass().getName().startsWith("io.fabric8.")
        && !value.getClass().isEnum()) {
      for (var type = value.getClass(); type != Object.class; type = superclass(type)) {
        for (Field field : type.getDeclaredFields()) look(value, field, path, told);
      }
    }
  }

  private static Class<?> superclass(Class<?> type) {
    return type.getSuperclass();
  }

  private static void look(Object value, Field field, String path, Consumer<String> told) {
    if (Modifier.isStatic(field.getModifiers())) return;
    try {
      field.setAccessible(true);
      var found = field.get(value);
      if (!field.getName().equals(ASIDE)) {
        in(found, path + "." + field.getName(), told);
      } else if (found instanceof Map<?, ?> aside) {
        aside.keySet().forEach(key -> told.accept(path + "." + key + " is unknown."));
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
