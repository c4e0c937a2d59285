/* SPDX-License-Identifier: MIT
 *
 * For LD_PRELOAD: answers popen(3) from memory, so that a program can be timed without the commands that it runs.
 * POPEN_ANSWERS names the file of answers. A command that isn't in it is run, and its answer is appended.
 *
 *   cc -shared -fPIC -O2 -o popen-replay.so popen-replay.c
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct answer {
	struct answer *next;
	size_t command_size;
	size_t text_size;
	char *command;
	char *text;
};

static struct answer *answers;
static int is_loaded;

static void *must_allocate(size_t size)
{
	void *memory = malloc(size + 1);

	if (!memory)
		abort();
	return memory;
}

static char *read_bytes(FILE *file, size_t size)
{
	char *bytes = must_allocate(size);

	if (fread(bytes, 1, size, file) != size)
		abort();
	return bytes;
}

static void load(const char *name)
{
	FILE *file = fopen(name, "rb");
	size_t sizes[2];

	is_loaded = 1;
	if (!file)
		return;
	while (fread(sizes, sizeof(sizes), 1, file) == 1) {
		struct answer *known = must_allocate(sizeof(*known));

		known->command_size = sizes[0];
		known->text_size = sizes[1];
		known->command = read_bytes(file, sizes[0]);
		known->text = read_bytes(file, sizes[1]);
		known->next = answers;
		answers = known;
	}
	fclose(file);
}

static struct answer *ask(const char *name, const char *command)
{
	FILE *(*run)(const char *, const char *) = (FILE *(*)(const char *, const char *))dlsym(RTLD_NEXT, "popen");
	int (*end)(FILE *) = (int (*)(FILE *))dlsym(RTLD_NEXT, "pclose");
	struct answer *made = must_allocate(sizeof(*made));
	FILE *output = run(command, "r");
	FILE *file = fopen(name, "ab");
	size_t room = 1 << 16;
	size_t sizes[2];

	if (!output || !file)
		abort();
	made->command_size = strlen(command);
	made->command = strdup(command);
	made->text = must_allocate(room);
	made->text_size = fread(made->text, 1, room, output);
	end(output);
	sizes[0] = made->command_size;
	sizes[1] = made->text_size;
	fwrite(sizes, sizeof(sizes), 1, file);
	fwrite(made->command, 1, made->command_size, file);
	fwrite(made->text, 1, made->text_size, file);
	fclose(file);
	made->next = answers;
	answers = made;
	return made;
}

FILE *popen(const char *command, const char *type)
{
	const char *name = getenv("POPEN_ANSWERS");
	size_t size = strlen(command);
	struct answer *known;

	(void)type;
	if (!name)
		abort();
	if (!is_loaded)
		load(name);
	for (known = answers; known; known = known->next) {
		if (known->command_size == size && memcmp(known->command, command, size) == 0)
			break;
	}
	if (!known)
		known = ask(name, command);
	return known->text_size ? fmemopen(known->text, known->text_size, "r") : fopen("/dev/null", "r");
}

int pclose(FILE *stream)
{
	return fclose(stream);
}
