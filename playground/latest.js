// A task that is wanted again and again: it never runs twice at a time, and runs once more if it was wanted meanwhile.

export class Latest {
  constructor(task) {
    this.task = task;
    this.wanted = 0;
    this.done = 0;
    this.isRunning = false;
  }

  // What is wanted is run after a pause without another want.
  want(pause = 0) {
    this.wanted++;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), pause);
  }

  // Whether what runs now is no longer what is wanted.
  get isOld() {
    return this.done !== this.wanted;
  }

  async run() {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      while (this.isOld) {
        this.done = this.wanted;
        await this.task();
      }
    } finally {
      this.isRunning = false;
    }
  }
}
