package dev.paddock.run;

import dev.paddock.check.AnswerCheck;
import dev.paddock.experiment.CheckSpec;
import dev.paddock.experiment.PromptSource;
import dev.paddock.experiment.WorkloadSpec;
import dev.paddock.record.Answered;
import dev.paddock.record.Request;
import dev.paddock.workload.PromptFile;
import dev.paddock.workload.Prompts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Looks at the answers of trials once they have ended.
 *
 * @param check empty where only the control's answers say what is right
 * @param file that has the answers; empty where the check needs none
 */
record Checks(Optional<AnswerCheck> check, Optional<PromptFile> file) {

  /**
   * The checks of an experiment.
   *
   * @throws dev.paddock.workload.WorkloadException where the file of prompts lacks the answers, or
   *     another file cannot be read
   */
  static Checks of(CheckSpec spec, WorkloadSpec workload) {
    Optional<PromptFile> file =
        spec.kind().needsAnswers() && workload.prompts() instanceof PromptSource.Own own
            ? Optional.of(PromptFile.read(own.file()))
            : Optional.empty();
    file.ifPresent(PromptFile::needsAnswers);
    return new Checks(AnswerCheck.of(spec), file);
  }

  /**
   * What was answered, of requests that count.
   *
   * @param texts of answers, by the number of the request from 0
   */
  List<Answered> answers(Prompts prompts, List<Request> requests, Map<Integer, String> texts) {
    return requests.stream()
        .filter(Request::counts)
        .map(
            request -> {
              int number = request.id() - 1;
              OptionalInt place = prompts.place(number);
              String text = texts.getOrDefault(number, "");
              return new Answered(
                  request.id(), place, check.map(one -> one.right(text, expected(place))), text);
            })
        .toList();
  }

  private List<String> expected(OptionalInt place) {
    return file.isPresent() && place.isPresent() ? file.get().answers(place.getAsInt()) : List.of();
  }

  /** The requests, each with whether its answer is right where that is known. */
  static List<Request> into(List<Request> requests, List<Answered> answers) {
    Map<Integer, Boolean> right = new HashMap<>();
    answers.forEach(one -> one.right().ifPresent(whether -> right.put(one.id(), whether)));
    return requests.stream()
        .map(
            request ->
                Optional.ofNullable(right.get(request.id())).map(request::checked).orElse(request))
        .toList();
  }
}
