package dev.paddock.plan;

/**
 * One run of a cell in one block, in the order in which the plan wants it.
 *
 * @param number counts from 1 over the whole plan
 * @param block counts from 1
 * @param plot counts from 1 over the whole plan; trials of one whole plot share one server process
 * @param cell the cell's id
 */
public record PlannedTrial(int number, int block, int plot, String cell) {}
