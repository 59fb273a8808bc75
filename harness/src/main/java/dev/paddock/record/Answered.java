package dev.paddock.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a model answered, kept only where it is checked; a line of {@code answers.jsonl}. It stands
 * on no page and in no export.
 *
 * @param id of the request, as there
 * @param place of its prompt in the file of prompts, from 0; empty of random words
 * @param right whether it is; empty where the control's answers say it
 * @param text thinking left out
 */
public record Answered(
    int id,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt place,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Boolean> right,
    String text) {}
