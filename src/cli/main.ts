#!/usr/bin/env node
/**
 * Sluice without an editor. usage: sluice [-C DIR] validate|build|diff|stages|compare|promote|rollback ...
 *
 * Exit codes: 0 nothing to report, 1 something to report, 2 it could not run, 130 interrupted.
 */
import { FailureError, isAbort, messageOf } from '../base/failure.ts';
import { diagnosticsPage, packageFacts } from '../files/ownFiles.ts';
import { slashed } from '../files/slashes.ts';
import { readArguments } from './arguments.ts';
import { build } from './build/build.ts';
import type { BuildOptions } from './build/buildOptions.ts';
import { exitCode, notesOn, printObjects, printProblem } from './build/printBuild.ts';
import { readConfig } from './config.ts';
import { diff } from './diff/diff.ts';
import type { DiffOptions } from './diff/diffOptions.ts';
import { formatDiff } from './diff/output/diffOutput.ts';
import { createProgress } from './diff/progress.ts';
import { exitCodeOf } from '../diff/report/report.ts';
import { untilInterrupted } from './interrupted.ts';
import { format, outputs, type OutputName } from './output/outputs.ts';
import { promote } from './stages/promote.ts';
import { rollback } from './stages/rollback.ts';
import { compare, stages, type Printed } from './stages/stages.ts';
import { usageOf } from './usage.ts';
import { validate } from './validate.ts';
import type { ValidateOptions } from './validateOptions.ts';

/** Runs the command line and resolves with the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const command = readArguments(args);
  if ('directory' in command) enter(command.directory);
  switch (command.command) {
    case 'help':
      return say(usageOf(command.about), 0);
    case 'version':
      return say(`${packageFacts().version}\n`, 0);
    case 'refuse':
      process.stderr.write(`${command.why}\n`);
      return 2;
    case 'validate':
      return runValidate(command.options);
    case 'build':
      return runBuild(command.options);
    case 'diff':
      return runDiff(command.options);
    case 'stages':
      return print(await stages(command.options, untilInterrupted()));
    case 'compare':
      return print(await compare(command.options, untilInterrupted()));
    case 'promote':
      return print(
        await promote(command.options, { signal: untilInterrupted(), onNotice: createProgress(process.stderr).notice }),
      );
    case 'rollback':
      return print(
        await rollback(command.options, {
          signal: untilInterrupted(),
          onNotice: createProgress(process.stderr).notice,
        }),
      );
  }
}

async function runValidate(options: ValidateOptions): Promise<number> {
  const config = await readConfig(options.config, process.cwd());
  // Judging is one stretch of work with nothing to put away: an interruption ends the process itself.
  const { signal } = new AbortController();
  const { verdict, notes } = await validate(options, config, signal);
  for (const note of notes) process.stderr.write(`${note}\n`);
  const facts = packageFacts();
  const page = diagnosticsPage(facts);
  return say(
    format(options.output ?? outputOf(config.output), verdict, {
      version: facts.version,
      page: page?.startsWith('http') === true ? page : undefined,
      folder: slashed('.'),
    }),
    verdict.findings.length === 0 ? 0 : 1,
  );
}

async function runBuild(options: BuildOptions): Promise<number> {
  const { result, root } = await build(options, untilInterrupted());
  const place = { root, folder: slashed('.') };
  for (const problem of result.problems) process.stderr.write(printProblem(problem, place));
  for (const note of notesOn(result)) process.stderr.write(note);
  const objects = result.outcome === 'rendered' ? result.objects.map(({ value }) => value) : undefined;
  return say(objects === undefined ? '' : printObjects(objects, options.output), exitCode(result));
}

async function runDiff(options: DiffOptions): Promise<number> {
  const report = await diff(options, { progress: createProgress(process.stderr), signal: untilInterrupted() });
  const color = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
  return say(formatDiff(options.output, report, { version: packageFacts().version, color }), exitCodeOf(report));
}

/** Works in another folder from now on, as git does with -C. Throws a sentence where there is none. */
function enter(folder: string): void {
  try {
    process.chdir(folder);
  } catch {
    throw new FailureError({ code: 'noFolder', message: `There is no folder ${folder} to work in.` });
  }
}

function print({ out, notes, code }: Printed): Promise<number> {
  for (const note of notes) process.stderr.write(`${note}\n`);
  return say(out, code);
}

/** The output that a configuration asks for, where we have it. */
function outputOf(name: string | undefined): OutputName {
  return outputs.find((output) => output === name) ?? 'text';
}

/** Waits until all is written: a pipe takes its time, and ending earlier would cut it off. */
function say(text: string, code: number): Promise<number> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve(code)));
}

// Whoever reads may stop early, as `head` does.
process.stdout.on('error', () => process.exit());
main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.exitCode = 130;
    if (isAbort(error)) return;
    process.stderr.write(`Sluice could not run: ${messageOf(error)}\n`);
    process.exitCode = 2;
  },
);
