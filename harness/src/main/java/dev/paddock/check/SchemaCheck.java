package dev.paddock.check;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.paddock.workload.UserFile;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether an answer is JSON that a schema allows; a fence of Markdown around it is none of it.
 *
 * @param schema of any draft that it names, else 2020-12
 */
record SchemaCheck(Schema schema) implements AnswerCheck {
  private static final Pattern FENCED =
      Pattern.compile("(?s)^\\s*+```[a-zA-Z]*+\\s*+(.*?)\\s*+```\\s*+$");

  static SchemaCheck read(String name) {
    UserFile file = new UserFile("workload.check.schema", name);
    String text = file.read(Files::readString);
    try {
      return new SchemaCheck(
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text));
    } catch (RuntimeException e) {
      throw file.refused("is no JSON Schema: " + e.getMessage());
    }
  }

  @Override
  public boolean right(String answer, List<String> expected) {
    Matcher fenced = FENCED.matcher(answer);
    try {
      return schema
          .validate(fenced.matches() ? fenced.group(1) : answer, InputFormat.JSON)
          .isEmpty();
    } catch (RuntimeException e) {
      return false; // the library's word for what is no JSON
    }
  }
}
