import Commands

await MusterCommand.run()
